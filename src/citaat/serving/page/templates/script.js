// Enter sends the question and Shift+Enter breaks its line; the box grows with it where the style sheet cannot do that.
const box = document.getElementById("q");
if (box) {
  const grow = () => { box.style.height = "auto"; box.style.height = `${box.scrollHeight + 2}px`; };
  if (!CSS.supports("field-sizing", "content")) { box.addEventListener("input", grow); grow(); }
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      box.form.requestSubmit();
    }
  });
}
