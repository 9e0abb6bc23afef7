// Gradio's known faults, mended after it has drawn: a group without a name, radios that are no group, a date typed
// blindly, a second landmark, and live regions that would speak over ours.

const only = (selector, change) => {
  for (const each of document.querySelectorAll(`gradio-app ${selector}`)) change(each);
};

export const mend = () => {
  only("main:not([role])", (main) => main.setAttribute("role", "none"));
  only("[role=status], [role=alert]", (region) => region.setAttribute("role", "none"));
  only("[aria-live]:not([aria-live=off])", (region) => region.setAttribute("aria-live", "off"));
  only("fieldset:not([aria-labelledby])", named);
  only("#pa-role input:not([name=pa-role])", (radio) => (radio.name = "pa-role"));
  only("#pa-day input:not([type=date])", (field) => (field.type = "date"));
};

const named = (group) => {
  const title = group.querySelector("[data-testid=block-info]");
  if (!title) return;
  title.id = `${group.id}-title`;
  group.setAttribute("aria-labelledby", title.id);
};
