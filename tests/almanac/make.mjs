// Writes the tables that our almanac is tested against, from an independent library: in a folder with
// `npm i lunar-javascript@1.7.7`, run `node make.mjs <the repository>/tests/almanac`. Only needed when a year is added.
import { createRequire } from "node:module";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const { Solar } = createRequire(join(process.cwd(), "x.js"))("lunar-javascript");
const [to] = process.argv.slice(2);
const [from, until] = [2020, 2040];
const day = 86_400_000;

const FESTIVALS = {
  除夕: "new-years-eve", 春节: "spring-festival", 元宵节: "lantern", 端午节: "dragon-boat", 中秋节: "mid-autumn",
  重阳节: "double-ninth", 腊八节: "laba", 龙头节: "dragon-head", 七夕节: "qixi", 中元节: "zhongyuan",
  元旦节: "new-year", 劳动节: "labour", 国庆节: "national-day", 妇女节: "women", 植树节: "arbor", 青年节: "youth",
  儿童节: "children", 建党节: "party", 建军节: "army", 教师节: "teachers", 母亲节: "mothers", 父亲节: "fathers",
};
const TERMS = {
  小寒: "xiaohan", 大寒: "dahan", 立春: "lichun", 雨水: "yushui", 惊蛰: "jingzhe", 春分: "chunfen", 清明: "qingming", 谷雨: "guyu",
  立夏: "lixia", 小满: "xiaoman", 芒种: "mangzhong", 夏至: "xiazhi", 小暑: "xiaoshu", 大暑: "dashu", 立秋: "liqiu", 处暑: "chushu",
  白露: "bailu", 秋分: "qiufen", 寒露: "hanlu", 霜降: "shuangjiang", 立冬: "lidong", 小雪: "xiaoxue", 大雪: "daxue", 冬至: "dongzhi",
};

const [months, terms, festivals, seen] = [[], [], [], new Set()];
for (let at = Date.UTC(from, 0, 1); at <= Date.UTC(until, 11, 31); at += day) {
  const date = new Date(at);
  const text = date.toISOString().slice(0, 10);
  const lunar = Solar.fromYmd(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()).getLunar();
  const month = lunar.getMonth();
  // Each month once, by its first day here: the other days follow from it.
  if (at === Date.UTC(from, 0, 1) || lunar.getDay() === 1) {
    months.push([text, lunar.getYear(), Math.abs(month), month < 0 ? "leap" : "-", lunar.getDay()].join("\t"));
  }
  const term = lunar.getJieQi();
  if (term) terms.push(`${text}\t${TERMS[term]}`);
  const names = [...lunar.getFestivals(), ...lunar.getOtherFestivals(), ...lunar.getSolar().getFestivals()];
  for (const name of new Set(names)) {
    if (FESTIVALS[name]) festivals.push(`${text}\t${FESTIVALS[name]}`);
    seen.add(FESTIVALS[name]);
  }
}
for (const slug of Object.values(FESTIVALS)) if (!seen.has(slug)) throw new Error(`the library knows no ${slug}`);
writeFileSync(join(to, "lunar-months.tsv"), ["day\tyear\tmonth\tleap\tnumber", ...months].join("\n") + "\n");
writeFileSync(join(to, "solar-terms.tsv"), ["day\tterm", ...terms].join("\n") + "\n");
writeFileSync(join(to, "festivals.tsv"), ["day\tfestival", ...festivals].join("\n") + "\n");
