import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFileSpool } from "./create-file-spool.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "spool-test-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function* pieces(...parts: (string | Error)[]) {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield new Uint8Array(Buffer.from(part));
  }
}

/** Every file and folder in it, with what others may do with each. */
async function contents() {
  const names = await readdir(folder, { recursive: true });
  return Promise.all(
    names.map(async (name) => [(await stat(join(folder, name))).mode & 0o777, name.split("/").length] as const),
  );
}

describe("a spooled file", () => {
  it("is read again and again, whole and in part", async () => {
    const { file, discard } = await createFileSpool({ folder })(pieces("date,", "amount", "\n"));
    expect([file.size, await file.text(), await file.text(), await file.slice(5, 11).text()]).toStrictEqual([
      12,
      "date,amount\n",
      "date,amount\n",
      "amount",
    ]);
    await discard();
  });

  it("may be empty", async () => {
    const { file, discard } = await createFileSpool({ folder })(pieces());
    expect([file.size, await file.text()]).toStrictEqual([0, ""]);
    await discard();
  });

  it("can be read by this user alone, and is gone once discarded", async () => {
    const spool = createFileSpool({ folder: join(folder, "own") });
    const [one, two] = await Promise.all([spool(pieces("1")), spool(pieces("2"))]);
    expect((await contents()).sort()).toStrictEqual([
      [0o600, 3],
      [0o600, 3],
      [0o700, 1],
      [0o700, 2],
      [0o700, 2],
    ]);
    await one.discard();
    expect(await two.file.text()).toBe("2");
    await two.discard();
    expect(await contents()).toStrictEqual([[0o700, 1]]);
  });

  it("leaves nothing behind when its pieces end in an error", async () => {
    await expect(createFileSpool({ folder })(pieces("half", new Error("reset")))).rejects.toThrow("reset");
    expect(await contents()).toStrictEqual([]);
  });

  it("that an earlier run left is removed, and nothing else is", async () => {
    await createFileSpool({ folder })(pieces("left by a crash"));
    await mkdir(join(folder, "mine"));
    await writeFile(join(folder, "notes.txt"), "keep");
    const { file } = await createFileSpool({ folder })(pieces("new"));
    expect(await file.text()).toBe("new");
    expect(await readFile(join(folder, "notes.txt"), "utf8")).toBe("keep");
    expect(await readdir(folder)).toHaveLength(3);
  });

  it("waits among the system's temporary files where no folder is named", async () => {
    const { file, discard } = await createFileSpool()(pieces("x"));
    expect(await file.text()).toBe("x");
    await discard();
  });
});
