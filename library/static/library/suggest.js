// What the search box offers while somebody types: a combobox with a list, as the ARIA practices describe it.
// Without JavaScript the form is a form.
const PAUSE = 180; // milliseconds without a key before the site is asked

class Suggest {
  constructor(form) {
    this.address = form.dataset.suggest;
    this.form = form;
    this.input = form.querySelector("input[type=search]");
    this.list = form.querySelector("[role=listbox]");
    this.status = form.querySelector("[role=status]");
    this.active = -1;
    this.kept = new Map();
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
    this.input.addEventListener("input", (event) => event.isComposing || this.soon());
    this.input.addEventListener("compositionend", () => this.soon());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    // Pressing an option must not take the focus from the box, or the list would be gone before the click.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.go(event.target.closest("[role=option]")));
    form.addEventListener("submit", () => this.close());
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const text = this.input.value.trim();
    this.asking?.abort();
    if (!text) return this.close();
    if (!this.kept.has(text)) {
      this.asking = new AbortController();
      try {
        const answer = await fetch(`${this.address}?q=${encodeURIComponent(text)}`, {
          signal: this.asking.signal,
          credentials: "same-origin",
        });
        if (!answer.ok) return this.close();
        this.kept.set(text, (await answer.json()).suggestions);
      } catch {
        return; // asked anew meanwhile, or no network: the form still works
      }
    }
    if (document.activeElement === this.input && this.input.value.trim() === text) this.show(this.kept.get(text));
  }

  show(suggestions) {
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(...suggestions.map((one, place) => this.option(one, place)));
    this.list.hidden = !suggestions.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    const { none, some } = this.status.dataset;
    this.status.textContent = suggestions.length ? some.replace("{n}", suggestions.length) : none;
  }

  option({ kind, label, note, url }, place) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${place}`;
    option.className = "suggestion";
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.url = url;
    for (const [name, text] of [["label", label], ["kind", kind], ["note", note]]) {
      if (!text) continue;
      const part = document.createElement("span");
      part.className = `suggestion__${name}`;
      part.textContent = text;
      option.append(part, " ");
    }
    return option;
  }

  key(event) {
    if (event.isComposing) return;
    const count = this.list.hidden ? 0 : this.list.children.length;
    if (event.key === "ArrowDown" && !count) {
      event.preventDefault();
      this.ask();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!count) return;
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One place beyond the last is the box itself, with what was typed.
      this.mark(((this.active + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (event.key === "Enter" && count && this.active >= 0) {
      event.preventDefault();
      this.go(this.list.children[this.active]);
    } else if (event.key === "Escape" && count) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Tab") {
      this.close();
    }
  }

  mark(place) {
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = place;
    const option = this.list.children[place];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  go(option) {
    if (option) window.location.assign(option.dataset.url);
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.active = -1;
    this.list.hidden = true;
    this.status.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

for (const form of document.querySelectorAll("form[data-suggest]:not([data-suggests])")) {
  form.dataset.suggests = "";
  new Suggest(form);
}
