/* ปักหมุดที่ผลิตบนแผนที่เปล่าที่มีเส้นพิกัด หรือจากตำแหน่งของเครื่อง ช่องตัวเลขคือข้อมูลจริงเสมอ */
(() => {
  "use strict";
  const THAILAND = [[5.6, 97.3], [20.5, 105.7]];
  const STEPS = [5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005];
  const THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙";
  const figure = (text) => {
    const plain = [...text.trim()].map((char) => (THAI_DIGITS.includes(char) ? THAI_DIGITS.indexOf(char) : char)).join("");
    return plain === "" ? NaN : Number(plain);
  };

  const grid = (map) => {
    const lines = L.layerGroup().addTo(map);
    const label = (at, words) => L.marker(at, { interactive: false, keyboard: false, icon: L.divIcon({ className: "deg", html: words, iconSize: null }) }).addTo(lines);
    const draw = () => {
      lines.clearLayers();
      const bounds = map.getBounds();
      const [south, west, north, east] = [bounds.getSouth(), bounds.getWest(), bounds.getNorth(), bounds.getEast()];
      const step = STEPS.findLast((each) => (east - west) / each <= 8) ?? STEPS[0];
      const digits = Math.max(0, -Math.floor(Math.log10(step)));
      const style = { color: "#76818d", weight: 1, opacity: 0.5, interactive: false };
      for (let n = Math.ceil(west / step); n * step <= east; n += 1) {
        L.polyline([[south, n * step], [north, n * step]], style).addTo(lines);
        label([south + (north - south) * 0.07, n * step], `${(n * step).toFixed(digits)}°`);
      }
      for (let n = Math.ceil(south / step); n * step <= north; n += 1) {
        L.polyline([[n * step, west], [n * step, east]], style).addTo(lines);
        label([n * step, west], `${(n * step).toFixed(digits)}°`);
      }
    };
    map.on("moveend", draw);
    draw();
  };

  const start = (root) => {
    const latitude = document.getElementById(root.dataset.latitude);
    const longitude = document.getElementById(root.dataset.longitude);
    const frame = root.querySelector("[data-map]");
    const said = root.querySelector("[data-said]");
    const [here, clear] = [root.querySelector("[data-here]"), root.querySelector("[data-clear]")];
    if (!latitude || !longitude || typeof L === "undefined") return;
    frame.hidden = false;
    clear.hidden = false;
    const map = L.map(frame, { attributionControl: false, zoomControl: false });
    L.control.zoom({ zoomInTitle: "ขยาย", zoomOutTitle: "ย่อ" }).addTo(map);
    if (root.dataset.tiles) L.tileLayer(root.dataset.tiles, { maxZoom: 19 }).addTo(map);
    const others = JSON.parse(root.dataset.others || "[]");
    const grey = { radius: 5, color: "#47525f", weight: 1, fillColor: "#76818d", fillOpacity: 0.7, interactive: false };
    let pin = null;
    const place = () => {
      const at = [figure(latitude.value), figure(longitude.value)];
      if (pin) pin.remove();
      pin = null;
      if (at.some(Number.isNaN)) return null;
      pin = L.circleMarker(at, { radius: 10, color: "#10233f", weight: 3, fillColor: "#c98a12", fillOpacity: 1, interactive: false }).addTo(map);
      return at;
    };
    const write = (one, other, words) => {
      [latitude.value, longitude.value] = [one, other];
      latitude.dispatchEvent(new Event("change", { bubbles: true }));
      place();
      said.textContent = words;
    };
    const first = [figure(latitude.value), figure(longitude.value)];
    if (!first.some(Number.isNaN)) map.setView(first, 14);
    else if (others.length) map.fitBounds(L.latLngBounds(others).pad(0.3), { maxZoom: 13 });
    else map.fitBounds(THAILAND);
    grid(map);
    others.forEach((each) => L.circleMarker(each, grey).addTo(map));
    place();
    map.on("click", (event) => write(event.latlng.lat.toFixed(5), event.latlng.lng.toFixed(5), "ปักหมุดแล้ว อย่าลืมบันทึก"));
    [latitude, longitude].forEach((field) => field.addEventListener("change", () => { const at = place(); if (at) map.panTo(at); }));
    clear.addEventListener("click", () => write("", "", "เอาหมุดออกแล้ว"));
    if (!("geolocation" in navigator)) return;
    here.hidden = false;
    here.addEventListener("click", () => {
      said.textContent = "กำลังหาตำแหน่งของเครื่อง";
      const then = [latitude.value, longitude.value].join();
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          if ([latitude.value, longitude.value].join() !== then) {
            said.textContent = "ใช้ตำแหน่งที่ท่านปักหรือกรอกเอง ไม่ใช้ตำแหน่งของเครื่องที่มาทีหลัง";
            return;
          }
          write(coords.latitude.toFixed(5), coords.longitude.toFixed(5), `ใช้ตำแหน่งของเครื่องแล้ว คลาดเคลื่อนราว ${Math.round(coords.accuracy)} เมตร`);
          map.setView([coords.latitude, coords.longitude], 15);
        },
        () => { said.textContent = "หาตำแหน่งไม่ได้ อนุญาตให้ใช้ตำแหน่งในเบราว์เซอร์ หรือแตะแผนที่แทน"; },
        { enableHighAccuracy: true, timeout: 15000 },
      );
    });
  };
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-pin]").forEach(start));
})();
