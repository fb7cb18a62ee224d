// Enter sends the question and Shift+Enter breaks its line; the box grows with it where the style sheet cannot do that.
const box = document.getElementById("q");
if (box) {
  const grow = () => { box.style.height = "auto"; box.style.height = `${box.scrollHeight + 2}px`; };
  if (!CSS.supports("field-sizing", "content")) { box.addEventListener("input", grow); grow(); }
  // Of the known questions, which are on the page, the five that hold all words as far as they are typed.
  const list = document.getElementById("weet"), known = [...document.getElementById("vragen").options].map((one) => one.value);
  const words = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  box.addEventListener("input", () => {
    const typed = words(box.value), fits = (text) => typed.every((part) => words(text).some((word) => word.startsWith(part)));
    const found = box.value.trim().length > 1 ? known.filter(fits).slice(0, 5) : [];
    list.replaceChildren(...found.map((text) => {
      const item = document.createElement("li"), link = item.appendChild(document.createElement("a"));
      link.href = `${box.form.action}?q=${encodeURIComponent(text)}`;
      link.textContent = text;
      return item;
    }));
    list.hidden = !found.length;
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      box.form.requestSubmit();
    }
  });
}
