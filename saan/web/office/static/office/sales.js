/* ตารางกรอกยอดของเดือน: เดินด้วยแป้นพิมพ์ วางจาก Excel รวมยอดสด และเก็บที่พิมพ์ไว้ในเครื่องจนบันทึก
   ค่าที่รวมสดเป็นเพียงตัวอย่าง ระบบอ่านและตัดสินเองเมื่อบันทึก หน้านี้ใช้งานได้แม้ไม่มีแฟ้มนี้ */
(() => {
  "use strict";
  const form = () => document.querySelector("#grid");
  const table = () => document.querySelector("table[data-grid]");
  const cells = (root = table()) => (root ? [...root.querySelectorAll("td > input:not([type=hidden])")] : []);
  const say = (text) => { document.getElementById("live").textContent = text; };

  /* อ่านจำนวนเงินอย่างที่คนพิมพ์: undefined คืออ่านไม่ออก null คือว่างหรือไม่มีการขาย */
  const SCALE = { "": 1, ร้อย: 100, พัน: 1e3, หมื่น: 1e4, แสน: 1e5, ล้าน: 1e6 };
  const MONEY = /^(?:฿\s*)?(\d+(?:,\d{3})*|\d+)(\.\d+)?\s*(ล้าน|แสน|หมื่น|พัน|ร้อย|)\s*(?:บาท|฿)?\s*(?:ถ้วน)?\s*(?:\.?-)?$/;
  const plain = (text) => text.replace(/[๐-๙]/g, (digit) => "๐๑๒๓๔๕๖๗๘๙".indexOf(digit)).trim().replace(/\s+/g, " ");
  const amount = (text) => {
    const typed = plain(text);
    if (!typed || ["-", "–", "—", "ไม่มี", "n/a", "na"].includes(typed.toLowerCase())) return null;
    const found = typed.match(MONEY);
    return found ? Math.round(Number(found[1].replaceAll(",", "") + (found[2] ?? "")) * SCALE[found[3]] * 100) : undefined;
  };
  const same = (one, other) => {
    const [a, b] = [amount(one), amount(other)];
    return a === b && a !== undefined ? a !== null || Boolean(one.trim()) === Boolean(other.trim()) : one.trim() === other.trim();
  };
  const stands = (input) => input.dataset.stands ?? input.defaultValue;
  const money = (satang) => (satang / 100).toLocaleString("en", { minimumFractionDigits: satang % 100 ? 2 : 0, maximumFractionDigits: 2 });

  /* ยอดรวมต่อแถว ตำบล ช่องทาง และหน้านี้ */
  const put = (cell, satang) => { if (cell) cell.textContent = money(satang); };
  const add = () => {
    if (!table()) return;
    const columns = [];
    let whole = 0;
    table().querySelectorAll("tbody[data-part]").forEach((part) => {
      let tambon = 0;
      part.querySelectorAll("tr[data-line]").forEach((line) => {
        let row = 0;
        cells(line).forEach((input, at) => {
          const satang = amount(input.value) || 0;
          row += satang;
          columns[at] = (columns[at] || 0) + satang;
        });
        put(line.querySelector("[data-sum]"), row);
        tambon += row;
      });
      put(part.querySelector("tr.tot [data-sum]"), tambon);
      whole += tambon;
    });
    table().querySelectorAll("tfoot [data-sum]").forEach((cell, at) => put(cell, at < columns.length ? columns[at] : whole));
  };
  const mark = (input) => {
    const box = input.closest("td");
    box.classList.toggle("g-new", !same(input.value, stands(input)));
    box.classList.toggle("g-odd", amount(input.value) === undefined);
  };

  /* ที่พิมพ์ค้างไว้ เก็บในเครื่องนี้จนกว่าจะบันทึก */
  const store = () => `saan-sales-${form().dataset.draft}`;
  const held = () => { try { return JSON.parse(localStorage.getItem(store())) || {}; } catch { return {}; } };
  const hold = (draft) => {
    try {
      if (Object.keys(draft).length) localStorage.setItem(store(), JSON.stringify(draft));
      else localStorage.removeItem(store());
    } catch { /* ที่เก็บในเครื่องเต็มหรือปิดไว้ หน้านี้ยังใช้ได้ */ }
  };
  const keyOf = (input) => input.id.slice(2);
  const seenOf = (input) => form().elements.namedItem(`s-${keyOf(input)}`);
  const keep = (inputs) => {
    const draft = held();
    inputs.forEach((input) => {
      if (same(input.value, stands(input))) delete draft[keyOf(input)];
      else draft[keyOf(input)] = [input.value, seenOf(input).value];
    });
    hold(draft);
  };
  const typed = (inputs) => {
    inputs.forEach(mark);
    add();
    keep(inputs);
  };
  const tell = (title, text, ...more) => {
    const box = document.getElementById("kept");
    if (!box) return;
    const note = Object.assign(document.createElement("div"), { className: "note warn" });
    note.setAttribute("role", "status");
    const inner = note.appendChild(document.createElement("div"));
    inner.appendChild(document.createElement("b")).textContent = title;
    const line = inner.appendChild(document.createElement("p"));
    line.append(`${text} `, ...more);
    box.replaceChildren(note);
    box.hidden = false;
  };
  const discard = () => {
    hold({});
    cells().forEach((input) => { input.value = stands(input); mark(input); });
    add();
    document.getElementById("kept").hidden = true;
  };
  const restore = () => {
    const draft = held();
    const here = new Map(cells().map((input) => [keyOf(input), input]));
    let back = 0;
    Object.entries(draft).forEach(([key, [text, seen]]) => {
      const input = here.get(key);
      if (!input) return;
      if (same(text, stands(input))) delete draft[key];
      else if (input.dataset.stands === undefined) {
        input.value = text;
        seenOf(input).value = seen;
        back += 1;
      }
      here.delete(key);
    });
    hold(draft);
    const elsewhere = Object.keys(draft).filter((key) => !document.getElementById(`i-${key}`)).length;
    if (!back && !elsewhere) return;
    const drop = Object.assign(document.createElement("button"), { type: "button", className: "b quiet", textContent: "ทิ้งทั้งหมดที่ยังไม่บันทึก" });
    drop.addEventListener("click", discard);
    const words = [back ? `ใส่กลับในหน้านี้ ${back} ช่อง` : "", elsewhere ? `อยู่ในหน้าอื่นของเดือนนี้ ${elsewhere} ช่อง` : ""];
    tell("มียอดที่พิมพ์แล้วยังไม่ได้บันทึกในเครื่องนี้", words.filter(Boolean).join(" "), drop);
  };

  /* เดินด้วยแป้นพิมพ์ */
  const lines = () => [...(table()?.querySelectorAll("tr[data-line]") ?? [])];
  const at = (input) => {
    const line = input.closest("tr");
    return [lines().indexOf(line), cells(line).indexOf(input)];
  };
  const cellAt = (row, column) => (lines()[row] ? cells(lines()[row])[column] : undefined);
  const show = (target) => {
    if (!target) return false;
    target.focus();
    target.scrollIntoView({ block: "nearest", inline: "nearest" });
    return true;
  };
  const save = () => { if (document.getElementById("save")) form().requestSubmit(document.getElementById("save")); };
  const edge = (input, toLeft) => {
    const [start, end] = [input.selectionStart, input.selectionEnd];
    if (start === 0 && end === input.value.length) return true;
    return start === end && start === (toLeft ? 0 : input.value.length);
  };
  const move = (event, input) => {
    const [row, column] = at(input);
    const way = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [event.shiftKey ? -1 : 1, 0] }[event.key];
    if (way) return show(cellAt(row + way[0], column)) || event.key === "Enter";
    if (event.key === "ArrowLeft" && edge(input, true)) return show(cellAt(row, column - 1) ?? input.closest("tr").querySelector("th a"));
    if (event.key === "ArrowRight" && edge(input, false)) return show(cellAt(row, column + 1));
    if (event.key !== "Escape") return false;
    input.value = stands(input);
    typed([input]);
    input.select();
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (!form()) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      save();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.matches?.("table[data-grid] th a") && event.key === "ArrowRight") {
      show(cells(event.target.closest("tr"))[0]);
      return;
    }
    if (event.target.matches?.("table[data-grid] td > input") && move(event, event.target)) event.preventDefault();
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches?.("table[data-grid] td > input")) event.target.select();
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches?.("table[data-grid] td > input")) typed([event.target]);
  });

  /* วางเป็นตาราง: คอลัมน์แรกเป็นชื่อเกินครึ่งให้ระบบจับคู่ นอกนั้นให้เติมไปทางขวาและลงล่าง */
  const block = (text) => text.replace(/\r/g, "").replace(/\n+$/, "").split("\n").map((line) => line.split("\t"));
  const fill = (start, rows) => {
    const [row, column] = at(start);
    const filled = [];
    let over = 0;
    rows.forEach((line, down) => line.forEach((text, right) => {
      const input = cellAt(row + down, column + right);
      if (!input) over += text.trim() ? 1 : 0;
      else if (text.trim()) {
        input.value = text.trim().slice(0, input.maxLength);
        filled.push(input);
      }
    }));
    typed(filled);
    const words = `เติม ${filled.length} ช่อง ยังไม่ได้บันทึก`;
    say(words);
    if (over) tell(words, `อีก ${over} ช่องล้นออกนอกตารางหน้านี้ ไม่ได้เติม`);
  };
  document.addEventListener("paste", (event) => {
    const input = event.target.closest?.("table[data-grid] td > input");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!input || input.readOnly || !/[\t\n]/.test(text.trimEnd())) return;
    event.preventDefault();
    const rows = block(text);
    const firsts = rows.map(([first]) => first.trim()).filter(Boolean);
    const named = rows[0].length > 1 && firsts.filter((first) => amount(first) === undefined).length * 2 > firsts.length;
    if (!named) {
      fill(input, rows);
      return;
    }
    const box = document.getElementById("block");
    box.value = text;
    box.form.requestSubmit();
  });

  const begin = () => {
    if (!table()) return;
    table().querySelectorAll("tbody th a").forEach((link) => { link.tabIndex = -1; });
    if (document.getElementById("save")) {
      restore();
      keep(cells().filter((input) => input.dataset.stands !== undefined));
    }
    cells().forEach(mark);
    add();
  };
  document.addEventListener("DOMContentLoaded", begin);
  document.addEventListener("htmx:afterSettle", (event) => { if (event.detail.elt?.id === "sales" || event.detail.target?.id === "sales") begin(); });
})();
