import { expect, test } from "vitest";

import { frameCode } from "../../../web/src/export/frame-code.ts";

test("the code of a frame holds an address and a title of any characters", () => {
  const code = frameCode("https://example.org/cadre?a=1&b=2", 'L’"Île" <d’Yeu>', 600, 400);
  expect(code).toContain('src="https://example.org/cadre?a=1&amp;b=2"');
  expect(code).toContain('title="L’&quot;Île&quot; &lt;d’Yeu>"');
  expect(code).toContain('width="600" height="400"');
  // Nothing ends an attribute or the element early.
  expect(code.match(/"/g)).toHaveLength(2 * 6);
  expect(code.match(/</g)).toHaveLength(2);
});
