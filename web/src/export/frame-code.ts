/** Sizes in pixels under which the frame no longer shows all it has. */
export const LEAST_FRAME = { width: 320, height: 400 };

/** The HTML that puts a view into a page of another site. */
export function frameCode(source: string, title: string, width: number, height: number): string {
  const attributes = [
    `src="${escapeAttribute(source)}"`,
    `width="${width}"`,
    `height="${height}"`,
    `title="${escapeAttribute(title)}"`,
    'loading="lazy"',
    'style="border:0;max-width:100%"',
  ];
  return `<iframe ${attributes.join(" ")}></iframe>`;
}

function escapeAttribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
