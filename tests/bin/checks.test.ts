import { describe, expect, test } from "vitest";

import { readTally } from "../../bin/checks.mjs";
import { ensureNodeVersion } from "../../bin/install.mjs";

/** A file's entry in vitest's JSON report. */
function file(status: string, ...tests: string[]) {
  return { status, assertionResults: tests.map((one) => ({ status: one })) };
}

describe("counting a test run", () => {
  test("passed, failed and skipped tests are counted over all files", () => {
    const testResults = [file("passed", "passed", "pending"), file("failed", "failed", "passed", "todo")];
    expect(readTally({ testResults }, 1)).toEqual({ passed: 2, failed: 1, skipped: 2 });
  });

  test("a file that could not be loaded is a failure though it has no test", () => {
    expect(readTally({ testResults: [file("failed"), file("passed", "passed")] }, 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
  });

  test("a file whose hook failed after its tests passed is a failure", () => {
    expect(readTally({ testResults: [file("failed", "passed")] }, 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
  });

  test("a run that failed outside any test is a failure", () => {
    expect(readTally({ testResults: [file("passed", "passed")] }, 1)).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
  });

  test("a run that left no report is a failure, whatever its exit code", () => {
    expect(readTally(null, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe("the version of Node", () => {
  test.each(["20.19.0", "20.20.2", "21.0.0", "22.12.0", "24.1.0"])("%s will do", (version) => {
    expect(() => ensureNodeVersion(version)).not.toThrow();
  });

  test.each(["20.18.3", "18.20.4", "8.0.0"])("%s is refused by name", (version) => {
    expect(() => ensureNodeVersion(version)).toThrow(
      `Node ${version} is too old: Trente needs 20.19 or newer`,
    );
  });
});
