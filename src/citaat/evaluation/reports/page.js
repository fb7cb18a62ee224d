"use strict";
const filters = document.querySelector(".filters");
const rows = [...document.querySelectorAll("details.question")].map((row) => ({ row, text: row.textContent.toLowerCase() }));
const fields = ["words", "set", "split", "state", "tag"].map((name) => filters.querySelector(`[name=${name}]`));
const show = () => {
  const [words, set, split, state, tag] = fields.map((field) => field.value.toLowerCase());
  const wanted = words.split(/\s+/).filter(Boolean);
  let count = 0;
  for (const { row, text } of rows) {
    const { dataset } = row;
    const fits = (!set || dataset.set === set) && (!split || dataset.split === split) &&
      (!state || dataset.state.split(" ").includes(state)) && (!tag || dataset.tags.split(" ").includes(tag)) &&
      wanted.every((word) => text.includes(word));
    row.hidden = !fits;
    count += fits;
  }
  filters.querySelector("output").textContent = `${count} van ${rows.length} vragen`;
};
for (const field of fields) field.addEventListener("input", show);
filters.hidden = false;
show();
const open = () => {
  const target = document.getElementById(location.hash.slice(1));
  for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  if (target) target.scrollIntoView();
};
addEventListener("hashchange", open);
open();
