/* ระหว่างรอคำตอบผู้ใช้ยังพิมพ์และเลือกต่อได้: ส่วนของหน้าที่ตอบกลับมาไม่ทับสิ่งที่ใหม่กว่า ไม่ดึงช่องที่พิมพ์อยู่ไปจากมือ
   และแบบที่บันทึกเองบอกตามจริงว่าบันทึกถึงไหนแล้ว */
(() => {
  "use strict";

  /* สิ่งที่ใหม่กว่าคำตอบ: ช่องที่เปลี่ยนหลังส่งคำขอ ยกข้ามไปยังช่อง id เดียวกันในส่วนที่มาแทน */
  const FIELDS = "textarea[id], select[id], input[id]:not([type=hidden])";
  const fields = () => [...document.querySelectorAll(FIELDS)].filter((field) => document.getElementById(field.id) === field);
  const chosen = (field) => ["checkbox", "radio"].includes(field.type);
  const value = (field) => (chosen(field) ? field.checked : field.type === "file" ? field.files[0] : field.value);
  const put = (field, older) => {
    if (chosen(field)) field.checked = older.checked;
    else if (field.type === "file") field.files = older.files;
    else field.value = older.value;
    field.closest("details")?.setAttribute("open", "");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    if (field.type !== "file") field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const hands = new WeakMap();
  const asked = new WeakMap();
  const carried = new WeakMap();
  document.addEventListener("submit", (event) => hands.set(event, document.activeElement?.id), true);
  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    const cause = detail.requestConfig.triggeringEvent;
    asked.set(detail.xhr, {
      held: new Map(fields().map((field) => [field.id, value(field)])),
      from: cause && hands.get(cause),
      shifts: cause?.submitter?.dataset.shifts,
    });
  });
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const then = asked.get(detail.xhr);
    if (!then || !detail.shouldSwap) return;
    const stays = (field) => then.held.has(field.id) && !(then.shifts && field.id.startsWith(then.shifts));
    const here = document.activeElement;
    carried.set(detail.xhr, {
      newer: fields().filter((field) => stays(field) && then.held.get(field.id) !== value(field)),
      here: here?.matches(FIELDS) ? here : null,
      moved: here?.id !== then.from,
    });
  });
  const hold = (here) => {
    const field = document.getElementById(here.id);
    if (!field) return;
    field.closest("details")?.setAttribute("open", "");
    field.focus();
    if (here.selectionStart !== null && here.selectionStart !== undefined) field.setSelectionRange(here.selectionStart, here.selectionEnd);
  };
  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    const over = carried.get(detail.xhr);
    if (!over) return;
    carried.delete(detail.xhr);
    over.newer.forEach((older) => {
      const field = document.getElementById(older.id);
      if (field && field !== older && field.type === older.type) put(field, older);
    });
    if (over.here && !over.here.isConnected && over.moved) hold(over.here);
  });

  /* แบบที่บันทึกเอง: data-keeps คือ id ของแบบ บอกว่ากำลังบันทึกจนกว่าคำล่าสุดถึงระบบ และลองใหม่เองเมื่อส่งไม่ได้ */
  const AGAIN = 8000;
  const keeper = (form) => form?.id && document.querySelector(`[data-keeps="${form.id}"]`);
  const unsent = new WeakSet();
  let again = null;
  const say = (status, words) => { if (status.textContent !== words) status.textContent = words; };
  const typed = (event) => {
    const status = keeper(event.target.form);
    if (!status) return;
    unsent.add(status);
    say(status, "กำลังบันทึก");
  };
  document.addEventListener("input", typed);
  document.addEventListener("change", typed);
  const keep = () => document.querySelectorAll("[data-keeps]").forEach((status) => { if (unsent.has(status)) htmx.trigger(status, "keep"); });
  window.addEventListener("online", keep);
  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    if (detail.elt.matches("[data-keeps]")) unsent.delete(detail.elt);
  });
  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    if (detail.elt.matches("[data-keeps]") && unsent.has(detail.elt)) say(detail.elt, "กำลังบันทึก");
  });
  const failed = ({ detail }) => {
    if (!detail.elt.matches("[data-keeps]")) return;
    unsent.add(detail.elt);
    clearTimeout(again);
    again = setTimeout(keep, AGAIN);
    if (detail.xhr.status !== 401) { say(detail.elt, "ยังไม่ได้บันทึก ติดต่อระบบไม่ได้ สิ่งที่กรอกยังอยู่ในหน้านี้ ระบบจะลองใหม่เอง"); return; }
    const door = Object.assign(document.createElement("a"), { href: "/sign-in/", target: "_blank", rel: "opener", textContent: "เข้าสู่ระบบในแท็บใหม่" });
    detail.elt.replaceChildren("ยังไม่ได้บันทึก หมดเวลาเข้าใช้ระบบ สิ่งที่กรอกยังอยู่ในหน้านี้ ", door);
  };
  ["htmx:sendError", "htmx:responseError", "htmx:timeout"].forEach((name) => document.addEventListener(name, failed));
})();
