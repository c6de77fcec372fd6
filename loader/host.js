// What the app asks of the page around it: the other side of src/host.rs.
/** Numbers are written in the digits of codes and keypads in every language. */
function format(tag, kind, number) {
  const locale = `${tag}-u-nu-latn`;
  if (kind === "plural") return new Intl.PluralRules(locale).select(number);
  const style = kind === "percent" ? { style: kind } : { style: "unit", unit: kind, unitDisplay: kind === "day" ? "long" : "short" };
  return new Intl.NumberFormat(locale, style).format(number);
}

/** Fills the language menu, each language named in itself, and shows which is spoken. */
export function menu(root, spoken) {
  const select = root.querySelector(".rg-languages");
  if (!select) return;
  // The page comes with the language that it is written in.
  if (select.length < 2) {
    select.replaceChildren();
    for (const [tag, name] of Object.entries(__REGAIN_LANGUAGES__)) {
      const option = new Option(name, tag);
      option.lang = tag;
      select.add(option);
    }
  }
  select.value = spoken;
}

const storage = (onDevice) => (onDevice ? localStorage : sessionStorage);

/** Reads what is kept in the tab or on the device; `null` where the browser keeps nothing. */
export function kept(end, key, onDevice) {
  try {
    return storage(onDevice).getItem(key + end);
  } catch {
    return null;
  }
}

/**
 * Makes the host of one element: `config` is what the attributes say, `place` its addresses, `root`
 * where it draws, `end` the end of its keys, `stepped` hears each step, `texts` gives the texts of a
 * language and `loaded` those of the first, `late` loads the late steps, `chosen` is the language that the
 * person chose, `pressed` whether the form was, and `begun` hands over what was asked for then. `isPage` says that the whole document is ours, `isOfPath`
 * that its path tells the step.
 */
export function host({ config, place, root, end, stepped, isPage, isOfPath, texts, loaded, late, chosen, pressed, begun, arrival }) {
  const loadedAt = place.route();
  let spoken = config.locale;
  return {
    ...config,
    ...place,
    root,
    texts: loaded,
    chosen,
    pressed,
    begun,
    arrival,
    format,
    async late() {
      await late();
      return texts(spoken);
    },
    messages: texts,
    kept: (key, onDevice) => kept(end, key, onDevice),
    keep(key, onDevice, value) {
      try {
        if (value === undefined) storage(onDevice).removeItem(key + end);
        else storage(onDevice).setItem(key + end, value);
      } catch {
        // A full or forbidden storage is no failure: a reload begins anew (REL-12).
      }
    },
    show(path, isNew) {
      place.show(path, isNew);
      stepped(path);
    },
    title(text) {
      if (isPage) document.title = text;
    },
    spoke(tag) {
      spoken = tag;
      menu(root, tag);
      if (!isPage) return;
      document.documentElement.lang = tag;
      document.documentElement.dir = tag === "ar" ? "rtl" : "ltr";
    },
    // What our own page may do is settled by the headers of the address that it was loaded at.
    mayFilm() {
      const may = !isPage || !isOfPath || /^\/(verify\/face|hand-off)$/.test(loadedAt);
      if (!may) location.reload();
      return may;
    },
  };
}
