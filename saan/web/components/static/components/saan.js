/* พฤติกรรมเล็กน้อยที่หน้าเว็บทำเองไม่ได้ ทุกหน้าใช้งานได้แม้ไม่มีไฟล์นี้ */
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  /* สรุปข้อผิดพลาดรับโฟกัส และชื่อหน้าขึ้นต้นด้วย ผิดพลาด: */
  const showErrors = (root) => {
    const summary = root.matches?.("[data-errors]") ? root : root.querySelector?.("[data-errors]");
    if (!summary) return;
    summary.focus();
    if (!document.title.startsWith("ผิดพลาด:")) document.title = `ผิดพลาด: ${document.title}`;
  };

  /* ปุ่มที่กดแล้วบอกว่ากำลังทำ และการกดซ้ำไม่ส่งซ้ำ */
  const rest = (form) => {
    delete form.dataset.sent;
    all(".busy", form).forEach((button) => {
      button.classList.remove("busy");
      button.removeAttribute("aria-busy");
    });
  };
  /* ผู้ที่เข้าสู่ระบบใหม่ในแท็บอื่นส่งแบบที่กรอกค้างไว้ได้ */
  const seal = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  const renewSeal = (form) => {
    const held = form.querySelector("[name=csrfmiddlewaretoken]");
    const now = seal();
    if (held && now) held.value = now;
  };
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method === "dialog" || form.method === "get" || event.submitter?.formTarget) return;
    if (form.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sent = "1";
    renewSeal(form);
    event.submitter?.classList.add("busy");
    event.submitter?.setAttribute("aria-busy", "true");
  }, true);
  document.addEventListener("htmx:configRequest", (event) => {
    const now = seal();
    if (now && event.detail.parameters.csrfmiddlewaretoken) event.detail.parameters.csrfmiddlewaretoken = now;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const asking = event.detail.requestConfig.elt;
    if (asking.matches("form")) rest(asking);
  });
  window.addEventListener("pageshow", () => all("form[data-sent]").forEach(rest));
  window.navigation?.addEventListener("navigateerror", () => all("form[data-sent]:not([hx-post])").forEach(rest));

  /* หลักฐานกับสิ่งที่อ่านได้สว่างพร้อมกัน: data-ev ชี้ไปหา data-mark */
  const marksOf = (key) => (key ? all(`[data-mark~="${CSS.escape(key)}"]`) : []);
  const readingsOf = (keys) => keys.flatMap((key) => all(`[data-ev="${CSS.escape(key)}"]`));
  let lit = "";
  const reveal = (mark) => {
    const frame = mark.closest(".a4w");
    if (!frame || frame.scrollHeight <= frame.clientHeight) return;
    frame.scrollTop += mark.getBoundingClientRect().top - frame.getBoundingClientRect().top - frame.clientHeight / 3;
  };
  const light = (key) => {
    if (key === lit) return;
    lit = key;
    all("[data-mark].on").forEach((mark) => mark.classList.remove("on"));
    const marks = marksOf(key);
    marks.forEach((mark) => mark.classList.add("on"));
    if (marks.length) reveal(marks[0]);
  };
  const lightFrom = (event) => {
    const source = event.target.closest?.("[data-ev]");
    if (source) light(source.dataset.ev);
  };
  document.addEventListener("mouseover", lightFrom);
  document.addEventListener("focusin", lightFrom);
  document.addEventListener("click", (event) => {
    lightFrom(event);
    const link = event.target.closest?.("a[data-ev]");
    const shown = link && marksOf(link.dataset.ev)[0];
    if (shown) {
      event.preventDefault();
      shown.scrollIntoView({ block: "center" });
    }
    const mark = event.target.closest?.("[data-mark]");
    if (!mark) return;
    all("[data-ev].lit").forEach((reading) => reading.classList.remove("lit"));
    const readings = readingsOf(mark.dataset.mark.split(" "));
    readings.forEach((reading) => reading.classList.add("lit"));
    readings[0]?.scrollIntoView({ block: "nearest" });
  });

  /* กล่องยืนยันเปิดจากปุ่ม data-opens */
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-opens]");
    if (!opener) return;
    opener.closest("details")?.removeAttribute("open");
    document.getElementById(opener.dataset.opens)?.showModal();
  });

  /* แผ่นที่กางจากแถบบนหุบเมื่อกดที่อื่นหรือกด Esc */
  const closeDrops = (except) => all("details.drop[open]").forEach((drop) => {
    if (drop !== except) drop.open = false;
  });
  document.addEventListener("click", (event) => closeDrops(event.target.closest?.("details.drop")));

  /* เลือกแฟ้มแล้วส่งทันที ไม่ต้องกดปุ่มอีก */
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("[data-sends]") && event.target.files.length) event.target.form.requestSubmit();
  });

  /* นับแถวที่เลือก */
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("[data-keys-off]")) localStorage.setItem("saan-keys", event.target.checked ? "off" : "on");
    const form = event.target.closest?.("form");
    const bar = form?.querySelector("[data-selection]");
    if (!bar || event.target.type !== "checkbox") return;
    const count = all("[data-row] input[type=checkbox]:checked", form).length;
    bar.hidden = count === 0;
    bar.querySelector("[data-count]").textContent = count.toLocaleString("en");
  });

  /* แป้นพิมพ์ลัด ปิดได้จากกล่อง ? */
  const keysOff = () => localStorage.getItem("saan-keys") === "off";
  const go = (path) => { if (document.querySelector(`a[href="${path}"]`)) location.assign(path); };
  const step = (by) => {
    const rows = all("[data-row]").map((row) => row.querySelector("a, button, input")).filter(Boolean);
    const here = rows.indexOf(document.activeElement);
    const next = here < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, here + by));
    rows[next]?.focus();
  };
  const keys = {
    "/": () => document.querySelector("[type=search]")?.focus(),
    j: () => step(1),
    k: () => step(-1),
    "?": () => document.getElementById("keys")?.showModal(),
    gd: () => go("/desk/"),
    gl: () => go("/letters/"),
  };
  let before = "";
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeDrops();
    const typing = event.target.closest?.("input, select, textarea, [contenteditable], dialog");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || keysOff()) return;
    const action = keys[before + event.key] || keys[event.key];
    before = event.key === "g" ? "g" : "";
    if (!action) return;
    event.preventDefault();
    action();
  });

  document.addEventListener("DOMContentLoaded", () => {
    all("[data-keys-off]").forEach((box) => { box.checked = keysOff(); });
    showErrors(document);
  });
  /* ส่วนของหน้าที่โหลดหรือส่งไม่สำเร็จ บอกเหตุไว้เหนือเนื้อหา สิ่งที่กรอกยังอยู่ */
  const troubles = {
    0: ["ติดต่อระบบไม่ได้", "ตรวจสัญญาณแล้วลองใหม่"],
    401: ["หมดเวลาเข้าใช้ระบบ", "เข้าสู่ระบบในแท็บใหม่ แล้วกลับมากดอีกครั้งที่หน้านี้"],
    403: ["ท่านไม่มีสิทธิทำรายการนี้ หรือหน้านี้เปิดค้างไว้นาน", "โหลดหน้านี้ใหม่แล้วลองอีกครั้ง"],
    404: ["ไม่พบรายการนี้แล้ว", "อาจมีผู้ลบหรือย้ายไป โหลดหน้านี้ใหม่"],
  };
  const tellTrouble = (event) => {
    const asking = event.detail.requestConfig?.elt;
    if (asking?.matches("[data-keeps]")) return;
    const status = event.detail.xhr?.status ?? 0;
    const [what, remedy] = troubles[status] ?? ["ระบบขัดข้อง", "รอสักครู่แล้วลองใหม่"];
    document.getElementById("trouble")?.remove();
    const note = document.createElement("div");
    note.id = "trouble";
    note.className = "note bad";
    note.role = "alert";
    note.tabIndex = -1;
    const words = note.appendChild(document.createElement("p"));
    words.textContent = `${what}${status ? ` (รหัส ${status})` : ""} ยังไม่ได้บันทึก สิ่งที่กรอกยังอยู่ในหน้านี้ ${remedy} `;
    if (status === 401) {
      const door = words.appendChild(document.createElement("a"));
      Object.assign(door, { href: "/sign-in/", target: "_blank", rel: "opener", textContent: "เข้าสู่ระบบ" });
    }
    document.querySelector("main")?.prepend(note);
    if (asking?.matches("form, a")) note.focus();
  };
  document.addEventListener("htmx:responseError", tellTrouble);
  document.addEventListener("htmx:sendError", tellTrouble);
  document.addEventListener("htmx:afterSwap", (event) => showErrors(event.detail.elt));
})();
