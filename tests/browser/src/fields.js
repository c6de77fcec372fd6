// Lists the forms of a root and their fields; those in no form come last, as a form that is none.
const [selector] = arguments;
const host = selector && document.querySelector(selector);
const root = host ? host.shadowRoot || host : document;
const FIELDS = "input:not([type=hidden], [type=submit], [type=button]), textarea, select";
const named = (element) => element.labels?.length > 0
  || element.hasAttribute("aria-label") || element.hasAttribute("aria-labelledby");
const read = (field) => ({
  kind: field.localName === "input" ? field.type : field.localName,
  name: field.name,
  id: field.id,
  autocomplete: field.getAttribute("autocomplete") || "",
  rules: field.getAttribute("passwordrules") || "",
  is_labelled: named(field),
  is_visible: field.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && field.getBoundingClientRect().width > 1,
  is_aria_hidden: field.closest("[aria-hidden=true]") !== null,
  is_readonly: Boolean(field.readOnly),
  is_limited: field.hasAttribute("maxlength"),
});
const fieldsOf = (form) => [...root.querySelectorAll(FIELDS)].filter((field) => field.form === form);
const forms = [...root.querySelectorAll("form")].map((form) => ({
  is_form: true,
  can_submit: [...form.elements].some((element) => element.type === "submit"),
  fields: fieldsOf(form).map(read),
}));
return [...forms, { is_form: false, can_submit: false, fields: fieldsOf(null).map(read) }];
