// Loaded into a server before its own modules: there the SQLite file of one name can grow to so many pages and no further.
import { basename } from "node:path";
import libsql from "libsql";

const { SMALL_FILE, SMALL_PAGES } = process.env;
const builtin = process.getBuiltinModule?.("node:sqlite")?.DatabaseSync;

for (const { prototype } of [libsql, builtin].filter(Boolean)) {
  const { exec } = prototype;
  prototype.exec = function (sql) {
    const done = exec.call(this, sql);
    const [{ file }] = this.prepare("pragma database_list").all();
    if (/synchronous/.test(sql) && basename(file) === SMALL_FILE)
      exec.call(this, `pragma max_page_count = ${SMALL_PAGES}`);
    return done;
  };
}
