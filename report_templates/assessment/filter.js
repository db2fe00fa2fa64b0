// A search box above long tables and above the rules; without scripts the page is whole and has no box.
(function () {
  "use strict";
  var words = document.documentElement.dataset;
  function fold(text) { return text.toLowerCase().normalize("NFKC"); }
  function box(before, parts) {
    var label = document.createElement("label");
    label.className = "filter";
    label.append(words.filter + " ");
    var field = document.createElement("input");
    field.type = "search";
    label.append(field);
    var told = document.createElement("span");
    told.setAttribute("role", "status");
    label.append(" ", told);
    before.parentNode.insertBefore(label, before);
    var texts = parts.map(function (part) { return fold(part.map(function (node) { return node.textContent; }).join(" ")); });
    field.addEventListener("input", function () {
      var wanted = fold(field.value).split(/\s+/).filter(Boolean);
      var shown = 0;
      parts.forEach(function (part, place) {
        var fits = wanted.every(function (word) { return texts[place].includes(word); });
        shown += fits ? 1 : 0;
        part.forEach(function (node) { node.hidden = !fits; });
      });
      told.textContent = wanted.length ? shown + " / " + parts.length : "";
    });
  }
  document.querySelectorAll("table").forEach(function (table) {
    var rows = Array.from(table.querySelectorAll("tbody tr"));
    if (rows.length >= 8) { box(table, rows.map(function (row) { return [row]; })); }
  });
  var rules = Array.from(document.querySelectorAll("#results h5"));
  if (rules.length >= 8) {
    var parts = rules.map(function (rule) {
      var part = [rule];
      for (var next = rule.nextElementSibling; next && !/^(H[1-5]|TABLE|LABEL)$/.test(next.tagName); next = next.nextElementSibling) {
        part.push(next);
      }
      return part;
    });
    box(document.querySelector("#results h3"), parts);
  }
})();
