/* หน้าร่างหนังสือ: สิ่งที่พิมพ์ไม่หายแม้สัญญาณขาดหรือหมดเวลาเข้าใช้ และใส่ถ้อยคำที่ใช้กันด้วยการกด */
(() => {
  "use strict";
  const form = () => document.getElementById("compose");
  const WORDS = "textarea, select, input:not([type=hidden]):not([type=file]):not([type=checkbox])";
  const SKIPPED = ["q_office", "q_letter"];
  const AGAIN = 8000;
  const SOON = 100;
  let typed = 0;
  let sent = 0;
  let again = null;
  let blocked = false;
  let leaving = false;

  const key = () => `saan-draft-${form().dataset.draft}`;
  const words = () => {
    const held = {};
    form().querySelectorAll(WORDS).forEach((field) => {
      if (field.name && !field.name.startsWith("enc_") && !SKIPPED.includes(field.name)) held[field.name] = field.value;
    });
    return held;
  };
  const keep = () => {
    try {
      localStorage.setItem(key(), JSON.stringify({ at: new Date().toLocaleTimeString("th-TH", { hour: "2-digit", minute: "2-digit" }).replace(":", "."), words: words() }));
    } catch { /* ที่เก็บในเครื่องเต็มหรือปิดไว้ หน้านี้ยังใช้ได้ */ }
  };
  const forget = () => localStorage.removeItem(key());

  /* บอกเหนือแบบว่าข้อความอยู่ที่ไหน */
  const tell = (title, text, ...more) => {
    const box = document.getElementById("kept");
    if (!box) return;
    box.replaceChildren();
    const note = box.appendChild(document.createElement("div"));
    note.className = "note warn";
    note.role = "status";
    const inner = note.appendChild(document.createElement("div"));
    inner.appendChild(document.createElement("b")).textContent = title;
    const line = inner.appendChild(document.createElement("p"));
    line.append(`${text} `);
    more.forEach((part) => line.append(part, " "));
    box.hidden = false;
  };
  const link = (address, text) => Object.assign(document.createElement("a"), { href: address, target: "_blank", rel: "opener", textContent: text });
  const button = (text, press) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "b quiet", textContent: text });
    made.addEventListener("click", press);
    return made;
  };

  const save = () => { if (form()) htmx.trigger(form(), "change"); };
  const waitAndSave = () => {
    clearTimeout(again);
    again = setTimeout(save, AGAIN);
  };
  const failed = (event) => {
    const source = event.detail.elt;
    if (!form() || source?.id !== "preview") return;
    event.stopPropagation();
    keep();
    const status = event.detail.xhr?.status ?? 0;
    if (status === 401 || status === 403) {
      tell("หมดเวลาเข้าใช้ระบบ ข้อความยังอยู่ในหน้านี้และในเครื่องนี้", "เข้าสู่ระบบในแท็บใหม่ แล้วกลับมาพิมพ์ต่อ", link("/sign-in/", "เข้าสู่ระบบ"));
    } else {
      tell("ติดต่อระบบไม่ได้ ข้อความยังอยู่ในเครื่องนี้", "ระบบจะบันทึกให้เองเมื่อมีสัญญาณ", button("ลองบันทึกเดี๋ยวนี้", save));
    }
    waitAndSave();
  };
  document.body.addEventListener("htmx:sendError", failed);
  document.body.addEventListener("htmx:responseError", failed);
  document.body.addEventListener("htmx:timeout", failed);
  window.addEventListener("online", save);

  /* ปุ่มที่กดระหว่างรอการบันทึกอยู่ยังเป็นปุ่มนั้น แม้ผู้ใช้ไปพิมพ์ที่อื่นแล้ว */
  document.body.addEventListener("htmx:configRequest", (event) => {
    const { elt, parameters, triggeringEvent } = event.detail;
    if (elt.id === "preview" && leaving) event.preventDefault();
    if (elt.id === "compose") parameters.act ||= triggeringEvent?.submitter?.value ?? "save";
    if (["compose", "preview"].includes(elt.id)) sent = typed;
  });
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.xhr.getResponseHeader("HX-Redirect")) {
      leaving = true;
      forget();
    }
    const ours = ["compose", "preview"].includes(event.detail.requestConfig.elt.id);
    if (leaving || !ours || !form() || !event.detail.successful || event.detail.xhr.status >= 400) return;
    clearTimeout(again);
    blocked = false;
    if (sent === typed) forget();
    else setTimeout(save, SOON);
  });
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 409) blocked = true;
  });

  document.addEventListener("input", (event) => {
    if (!event.target.closest?.("#compose")) return;
    typed += 1;
    keep();
  });
  window.addEventListener("beforeunload", (event) => {
    if (blocked && form()) event.preventDefault();
  });

  /* ถ้อยคำที่ใช้กัน ใส่ตรงที่พิมพ์อยู่ */
  const insert = (field, text) => {
    const at = field.selectionStart ?? field.value.length;
    field.setRangeText(text, at, field.selectionEnd ?? at, "end");
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  document.addEventListener("click", (event) => {
    const source = event.target.closest?.("[data-insert]");
    const field = source && document.getElementById(source.dataset.into);
    if (field) insert(field, source.dataset.insert);
  });

  /* สิ่งที่ค้นพบ ต่อท้ายเป็นบรรทัดใหม่ของช่องที่กรอกบรรทัดละรายการ แล้วค้นต่อได้ */
  const addLine = (field, line) => {
    const lines = field.value.split("\n").map((each) => each.trim()).filter(Boolean);
    if (!lines.includes(line)) lines.push(line);
    field.value = lines.join("\n");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  document.addEventListener("click", (event) => {
    const source = event.target.closest?.("[data-line]");
    const field = source && document.getElementById(source.dataset.into);
    if (!field) return;
    addLine(field, source.dataset.line);
    const found = source.closest("[id^=found-]");
    document.querySelector(`[hx-target="#${found.id}"]`).focus();
    source.closest("li").remove();
  });
  const showPhrases = (root) => root.querySelectorAll?.(".phrases[hidden]").forEach((row) => { row.hidden = false; });

  /* ข้อความที่ยังไม่ได้บันทึกจากครั้งก่อน */
  const restore = (held) => {
    Object.entries(held.words).forEach(([name, value]) => {
      const field = form().elements.namedItem(name);
      if (field && "value" in field && !(field instanceof RadioNodeList)) field.value = value;
    });
    typed += 1;
    document.getElementById("kept").replaceChildren();
    save();
  };
  const offer = () => {
    if (!form()) return;
    let held = null;
    try { held = JSON.parse(localStorage.getItem(key())); } catch { forget(); }
    if (!held) return;
    const now = words();
    const differs = Object.entries(held.words).some(([name, value]) => name in now && now[name] !== value);
    if (!differs) { forget(); return; }
    tell(`มีข้อความที่ยังไม่ได้บันทึกจาก ${held.at} น. ในเครื่องนี้`, "", button("ใส่ข้อความนั้นกลับ", () => restore(held)), button("ทิ้งข้อความนั้น", () => { forget(); document.getElementById("kept").replaceChildren(); }));
  };
  document.addEventListener("DOMContentLoaded", () => { showPhrases(document); offer(); });
  document.body?.addEventListener("htmx:afterSettle", (event) => showPhrases(event.detail.elt ?? document));
})();
