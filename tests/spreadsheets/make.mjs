// Makes the spreadsheets that the tests read: `node tests/spreadsheets/make.mjs`. Written by hand part by part, so that
// each shows one thing that real files have: titles over merged cells, a header of two lines, formulas, empty lines.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";

const folder = import.meta.dirname;

const menu = (edition) => {
  const rows = [
    ["D01", "家庭生活艺术", "针织入门：一条围巾", "巧手坊公益手作社（示例）", 16, "", 120, 16, 700],
    ["D03", "", "茶道体验", "雅集传统文化促进会（示例）", 18, "", 90, edition === 1 ? 12 : 14, 800],
    ["D07", "", "折纸与剪纸", "P02", 5, 12, "90分钟", 24, 300],
    ["E02", "家庭关爱服务", "婴幼儿意外急救", "守望安全教育中心（示例）", 16, "", edition === 1 ? "一个半小时" : 120, 24, "1,200"],
    ["E04", "", "心肺复苏与除颤器", "P06", 16, "", 120, 20, 1200],
  ];
  if (edition === 1) rows.push(["D01", "家庭生活艺术", "针织进阶", "P02", 16, "", 120, 16, 700]);
  else rows.push(["E05", "", "冬季养生与膳食", "P03", 50, "", 90, 40, 400]);
  const lines = [
    ["示例区 2026 年家庭服务选课菜单"],
    ["填表单位：示例区妇联", "", "", "", "", "", "", "", "单位：元"],
    ["课程编号", "课程类别", "课程名称", "授课单位", "适合年龄", "", "时长", "每场上限", "课程经费"],
    ["", "", "", "", "下限", "上限", "", "", ""],
    ...rows,
    ["合计", "", `${rows.length} 门`, "", "", "", "", "", ""],
    ["注：以各中心实际安排为准"],
  ];
  const last = 4 + rows.length;
  const merges = ["A1:I1", "A3:A4", "B3:B4", "C3:C4", "D3:D4", "E3:F3", "G3:G4", "H3:H4", "I3:I4", "B5:B7"];
  merges.push(`B8:B${edition === 1 ? 9 : last}`, `A${last + 2}:I${last + 2}`);
  return workbook([
    { name: "填表说明", lines: [["请各单位填第二张表"]] },
    { name: "选课菜单", lines, merges },
  ]);
};

const day = (serial) => ({ value: serial, style: 1 });
const providers = workbook([
  {
    name: "社会组织",
    lines: [
      ["机构编号", "机构名称", "协议开始日期", "协议结束日期"],
      ["P02", "巧手坊公益手作社（示例）", day(46143), { formula: "C2+244", value: 46387, style: 1 }],
      ["P03", "银杏树老年服务中心（示例）", day(46143), { formula: "DATE(2026,12,31)", style: 1 }],
      ["P06", "守望安全教育中心（示例）", "2026年5月1日", "2026/12/31"],
      ["P07", "雅集传统文化促进会（示例）", day(46143), { formula: "#REF!+1", error: "#REF!", style: 1 }],
    ],
  },
]);

const blank = "<row><c s=\"1\"/><c s=\"1\"/></row>".repeat(65_000);
const emptyRows = workbook([
  { name: "场地", lines: [["编号", "名称", "容纳人数", "开门", "关门"], ["V01", "会议室", 80, { value: 0.375, style: 2 }, { value: 0.875, style: 2 }]], more: blank },
]);

const files = {
  "course-menu.xlsx": menu(1),
  "course-menu-newer.xlsx": menu(2),
  "providers.xlsx": providers,
  "empty-rows.xlsx": emptyRows,
  "old.xlsx": compound("Workbook"),
  "password.xlsx": compound("EncryptedPackage"),
  "cut.xlsx": menu(1).subarray(0, 900),
  "venues-gbk.csv": gbk("编号,名称,容纳人数,开门,关门,备注\r\nV01,多功能会议室,80,09:00,21:00,投影与音响\r\nV02,文化活动室,四十,09:00,21:00,\r\n"),
};
for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);

/** A workbook as spreadsheet programs write it, of sheets with lines of cells. */
function workbook(sheets) {
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const packages = "http://schemas.openxmlformats.org/package/2006";
  const strings = [];
  const shared = (text) => {
    if (!strings.includes(text)) strings.push(text);
    return strings.indexOf(text);
  };
  const cell = (content, address) => {
    const { value, formula, error, style } = typeof content === "object" ? content : { value: content };
    const look = style ? ` s="${style}"` : "";
    const made = formula ? `<f>${escaped(formula)}</f>` : "";
    if (error) return `<c r="${address}"${look} t="e">${made}<v>${error}</v></c>`;
    if (typeof value === "number") return `<c r="${address}"${look}>${made}<v>${value}</v></c>`;
    if (value) return `<c r="${address}"${look} t="s"><v>${shared(value)}</v></c>`;
    return `<c r="${address}"${look}>${made}</c>`;
  };
  const sheet = ({ lines, merges = [], more = "" }) => {
    const rows = lines.map((cells, row) => {
      const written = cells.map((content, column) => cell(content, "ABCDEFGHIJ"[column] + (row + 1)));
      return `<row r="${row + 1}">${written.join("")}</row>`;
    });
    const merged = merges.length ? `<mergeCells>${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join("")}</mergeCells>` : "";
    return `${head}<worksheet xmlns="${main}"><sheetData>${rows.join("")}${more}</sheetData>${merged}</worksheet>`;
  };
  const written = sheets.map(sheet);
  const parts = {
    "[Content_Types].xml": `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`,
    "_rels/.rels": `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets.map(({ name }, n) => `<sheet name="${name}" sheetId="${n + 1}" r:id="rId${n + 1}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `${head}<Relationships xmlns="${packages}/relationships">${sheets.map((_, n) => `<Relationship Id="rId${n + 1}" Type="${office}/worksheet" Target="worksheets/sheet${n + 1}.xml"/>`).join("")}<Relationship Id="rId90" Type="${office}/styles" Target="styles.xml"/><Relationship Id="rId91" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    // Style 1 shows days as 2026年5月1日, style 2 times.
    "xl/styles.xml": `${head}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="176" applyNumberFormat="1"/><xf numFmtId="20" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    "xl/sharedStrings.xml": `${head}<sst xmlns="${main}">${strings.map((text) => `<si><t>${escaped(text)}</t></si>`).join("")}</sst>`,
  };
  written.forEach((text, n) => (parts[`xl/worksheets/sheet${n + 1}.xml`] = text));
  return zip(parts);
}

function escaped(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
}

function zip(parts) {
  const local = [];
  const central = [];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const [plain, path] = [Buffer.from(text), Buffer.from(name)];
    const packed = deflateRawSync(plain, { level: 9 });
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt16LE(0x5b21, 8);
    fields.writeUInt32LE(crc32(plain), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(plain.length, 18);
    fields.writeUInt16LE(path.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    local.push(Buffer.from("PK\x03\x04"), fields, path, packed);
    central.push(Buffer.from("PK\x01\x02\x14\x00"), fields, place, path);
    at += 4 + fields.length + path.length + packed.length;
  }
  const list = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(Object.keys(parts).length, 8);
  end.writeUInt16LE(Object.keys(parts).length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, list, end]);
}

/** The beginning of an OLE compound file with one stream of this name: an .xls, or what a password makes of an .xlsx. */
function compound(stream) {
  const file = Buffer.alloc(512 * 4);
  Buffer.from("d0cf11e0a1b11ae1", "hex").copy(file);
  file.writeUInt16LE(0x3e, 24);
  file.writeUInt16LE(3, 26);
  file.writeUInt16LE(0xfffe, 28);
  file.writeUInt16LE(9, 30);
  file.writeUInt32LE(1, 48);
  ["Root Entry", stream].forEach((name, n) => {
    const entry = 512 * 2 + 128 * n;
    file.write(name, entry, "utf16le");
    file.writeUInt16LE((name.length + 1) * 2, entry + 64);
    file.writeUInt8(n ? 2 : 5, entry + 66);
  });
  return file;
}

/** GBK, by reading every pair of bytes once. */
function gbk(text) {
  const decoder = new TextDecoder("gbk");
  const pairs = new Map();
  for (let first = 0x81; first < 0xff; first++) {
    for (let second = 0x40; second < 0xff; second++) {
      pairs.set(decoder.decode(Uint8Array.of(first, second)), [first, second]);
    }
  }
  return Buffer.from([...text].flatMap((c) => (c.charCodeAt(0) < 128 ? [c.charCodeAt(0)] : pairs.get(c))));
}
