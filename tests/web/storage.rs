//! Storage in a real browser: what is kept, what two tabs do to each other, and what happens when the browser loses something.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Array, Promise};
use linli::storage::record::{self, RecordError};
use linli::storage::tabs::{self, Tabs};
use linli::storage::{AdoptError, ChangeError, Db, DbName, Head, NO_MONTH, Role, StorageError};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use wasm_bindgen_test::wasm_bindgen_test;

const MONTH: &str = "2026-12";

/// A database of its own for each test, empty even when an earlier run left one.
async fn empty(test: &str) -> DbName {
    let name = DbName::new(&format!("test-{test}"), Role::Organizer);
    Db::destroy(&name, &[]).await.unwrap();
    name
}

async fn open(name: &DbName) -> Db {
    Db::open(name.clone()).await.unwrap()
}

async fn append(db: &Db, bodies: &[&str]) -> Head {
    let bodies: Vec<Vec<u8>> = bodies.iter().map(|body| body.as_bytes().to_vec()).collect();
    db.change::<()>(MONTH, move |_| Ok(bodies)).await.unwrap()
}

/// The month's bodies as text, `-` for an erased one.
async fn bodies(db: &Db) -> Vec<String> {
    let month = db.read_month(MONTH).await.unwrap();
    assert_eq!(month.head.count as usize, month.facts.len());
    let text = |body: Option<Vec<u8>>| body.map_or("-".into(), |bytes| String::from_utf8(bytes).unwrap());
    month.facts.into_iter().map(|fact| text(fact.body)).collect()
}

/// Waits until the head is noted elsewhere, too: nobody else has to.
async fn noted(db: &Db, head: Head) {
    for _ in 0..1_000 {
        if db.witness(MONTH).await == Some(head) {
            return;
        }
        js("await new Promise(done => setTimeout(done, 10))").await;
    }
    panic!("the head was never noted");
}

/// Runs a script in the page, the way something behind our back would.
async fn js(script: &str) -> JsValue {
    let promise = js_sys::eval(&format!("(async () => {{ {script} }})()")).unwrap();
    JsFuture::from(Promise::from(promise)).await.unwrap()
}

/// Runs a script with `db`, a raw connection to the database, and `done(request)` to wait for a request.
async fn raw(name: &DbName, script: &str) -> JsValue {
    js(&format!(
        "const done = request => new Promise((good, bad) => {{
            request.onsuccess = () => good(request.result);
            request.onerror = request.onblocked = () => bad(request.error ?? new Error('blocked'));
         }});
         const db = await done(indexedDB.open('{}'));
         const rows = store => db.transaction(store, 'readwrite').objectStore(store);
         try {{ {script} }} finally {{ db.close(); }}",
        name.as_str()
    ))
    .await
}

/// Both at once, as two tabs would.
async fn both<T: 'static>(a: impl Future<Output = T> + 'static, b: impl Future<Output = T> + 'static) -> [T; 2] {
    let slots: [Rc<RefCell<Option<T>>>; 2] = Default::default();
    let (first, second) = (slots[0].clone(), slots[1].clone());
    let promises = Array::of2(
        &future_to_promise(async move {
            *first.borrow_mut() = Some(a.await);
            Ok(JsValue::UNDEFINED)
        }),
        &future_to_promise(async move {
            *second.borrow_mut() = Some(b.await);
            Ok(JsValue::UNDEFINED)
        }),
    );
    JsFuture::from(Promise::all(&promises)).await.unwrap();
    slots.map(|slot| slot.take().unwrap())
}

#[track_caller]
fn lost(found: Result<impl std::fmt::Debug, StorageError>) -> (Option<String>, u32, u32) {
    match found {
        Err(StorageError::Lost { month, expected, found }) => (month, expected, found),
        other => panic!("not lost: {other:?}"),
    }
}

#[wasm_bindgen_test]
async fn facts_come_back_in_order_after_reopening() {
    let name = empty("reopen").await;
    let db = open(&name).await;
    assert_eq!(bodies(&db).await, Vec::<String>::new());
    append(&db, &["甲", "乙"]).await;
    let head = append(&db, &["丙"]).await;
    assert_eq!(head.count, 3);
    drop(db);
    let db = open(&name).await;
    assert_eq!(bodies(&db).await, ["甲", "乙", "丙"]);
    let month = db.read_month(MONTH).await.unwrap();
    assert_eq!(month.head, head);
    assert_eq!(month.facts.iter().map(|fact| fact.ordinal).collect::<Vec<_>>(), [1, 2, 3]);
}

#[wasm_bindgen_test]
async fn months_are_apart() {
    let db = open(&empty("months").await).await;
    append(&db, &["december"]).await;
    for month in ["2026-1", "2026-11", NO_MONTH] {
        db.change::<()>(month, move |_| Ok(vec![month.as_bytes().to_vec()])).await.unwrap();
    }
    assert_eq!(bodies(&db).await, ["december"]);
    assert_eq!(db.read_month("2026-1").await.unwrap().facts.len(), 1);
    assert_eq!(db.read_month("2027-01").await.unwrap().facts.len(), 0);
    assert_eq!(db.months().await.unwrap(), [NO_MONTH, "2026-1", "2026-11", MONTH]);
}

#[wasm_bindgen_test]
async fn two_tabs_cannot_both_have_the_last_place() {
    let name = empty("last-place").await;
    let claim = |db: Db, who: &'static str| async move {
        db.change(MONTH, move |month| if month.facts.is_empty() { Ok(vec![who.into()]) } else { Err("full") }).await
    };
    for round in 0..10 {
        Db::destroy(&name, &[]).await.unwrap();
        let (one, other) = (open(&name).await, open(&name).await);
        let answers = both(claim(one.clone(), "王"), claim(other, "李")).await;
        let refused = answers.iter().filter(|answer| **answer == Err(ChangeError::Refused("full"))).count();
        assert_eq!((answers.iter().filter(|answer| answer.is_ok()).count(), refused), (1, 1), "round {round}");
        assert_eq!(bodies(&one).await.len(), 1);
    }
}

#[wasm_bindgen_test]
async fn a_refusal_changes_nothing() {
    let db = open(&empty("refusal").await).await;
    let head = append(&db, &["甲"]).await;
    let seen = Rc::new(Cell::new(0));
    let count = seen.clone();
    let refused = db
        .change(MONTH, move |month| {
            count.set(month.facts.len());
            Err("no")
        })
        .await;
    assert_eq!(refused, Err(ChangeError::Refused("no")));
    assert_eq!(seen.get(), 1);
    assert_eq!(db.read_month(MONTH).await.unwrap().head, head);
    // To decide that nothing is to be added is no refusal, and changes nothing either.
    assert_eq!(db.change::<()>(MONTH, |_| Ok(vec![])).await, Ok(head));
    assert_eq!(bodies(&db).await, ["甲"]);
}

#[wasm_bindgen_test]
async fn a_change_is_strict_and_acknowledged_after_complete() {
    let name = empty("strict").await;
    let db = open(&name).await;
    js("window.asked = []; window.before = IDBDatabase.prototype.transaction; window.completed = 0;
        IDBDatabase.prototype.transaction = function (...args) {
            const tx = window.before.apply(this, args);
            window.asked.push(tx.mode + ' ' + tx.durability);
            tx.addEventListener('complete', () => window.completed++);
            return tx;
        }")
    .await;
    append(&db, &["甲"]).await;
    let completed = js("return window.completed").await;
    let asked = js("IDBDatabase.prototype.transaction = window.before; return window.asked.join()").await;
    assert_eq!(completed, 1.0);
    assert_eq!(asked.as_string().unwrap(), "readwrite strict");
}

#[wasm_bindgen_test]
async fn packing_keeps_order_and_chain() {
    let name = empty("pack").await;
    let db = open(&name).await;
    append(&db, &["1", "2"]).await;
    db.pack(MONTH).await.unwrap();
    append(&db, &["3"]).await;
    let head = append(&db, &["4"]).await;
    assert_eq!(bodies(&db).await, ["1", "2", "3", "4"]);
    db.pack(MONTH).await.unwrap();
    db.pack(MONTH).await.unwrap();
    assert_eq!(
        raw(&name, "return (await done(rows('journal').count())) + 10 * (await done(rows('months').count()))").await,
        10.0
    );
    assert_eq!(bodies(&db).await, ["1", "2", "3", "4"]);
    assert_eq!(db.read_month(MONTH).await.unwrap().head, head);
}

#[wasm_bindgen_test]
async fn packing_in_one_tab_while_another_writes() {
    let name = empty("pack-and-write").await;
    let (one, other) = (open(&name).await, open(&name).await);
    for round in 1..=10 {
        let (packer, writer) = (one.clone(), other.clone());
        let packing = async move { packer.pack(MONTH).await.is_ok() };
        let writing =
            async move { writer.change::<()>(MONTH, move |_| Ok(vec![b"x".into(), b"y".into()])).await.is_ok() };
        let done =
            if round % 2 == 0 { both::<bool>(packing, writing).await } else { both::<bool>(writing, packing).await };
        assert_eq!(done, [true, true]);
        assert_eq!(bodies(&one).await.join(""), "xy".repeat(round));
    }
}

#[wasm_bindgen_test]
async fn a_row_removed_behind_our_back_is_a_loss() {
    let name = empty("row").await;
    let db = open(&name).await;
    append(&db, &["1", "2", "3"]).await;
    raw(&name, "const keys = await done(rows('journal').getAllKeys()); await done(rows('journal').delete(keys[1]))")
        .await;
    assert_eq!(lost(db.read_month(MONTH).await), (Some(MONTH.into()), 3, 2));
    // Nothing is appended to a broken chain, and packing or erasing does not paper over it.
    let changed = db.change::<()>(MONTH, |_| Ok(vec![b"4".into()])).await;
    assert!(matches!(changed, Err(ChangeError::Storage(StorageError::Lost { .. }))), "{changed:?}");
    assert_eq!(lost(db.pack(MONTH).await).1, 3);
    assert_eq!(lost(db.erase(MONTH, &[1]).await).1, 3);
    // What is left can be had, and made the month again by a person's decision.
    let left: Vec<_> = db.salvage(MONTH).await.unwrap().into_iter().filter_map(|fact| fact.body).collect();
    assert_eq!(left, [b"1", b"3"]);
    db.restart(MONTH, left).await.unwrap();
    append(&db, &["4"]).await;
    assert_eq!(bodies(&open(&name).await).await, ["1", "3", "4"]);
}

#[wasm_bindgen_test]
async fn a_changed_row_is_damaged() {
    let name = empty("changed").await;
    let db = open(&name).await;
    append(&db, &["1", "2"]).await;
    raw(
        &name,
        "const [key] = await done(rows('journal').getAllKeys()); const row = await done(rows('journal').get(key));
         row[row.length - 1] ^= 1; await done(rows('journal').put(row, key))",
    )
    .await;
    assert_eq!(db.read_month(MONTH).await, Err(StorageError::Damaged { place: "2026-12/1".into() }));
    assert_eq!(db.salvage(MONTH).await.unwrap().len(), 1);
    raw(&name, "await done(rows('months').put('text', '2026-12'))").await;
    assert!(matches!(db.read_month(MONTH).await, Err(StorageError::Damaged { .. })));
}

#[wasm_bindgen_test]
async fn a_month_that_vanished_without_a_trace_is_a_loss() {
    let name = empty("vanished").await;
    let db = open(&name).await;
    append(&db, &["1"]).await;
    let earlier = raw(&name, "return [await done(rows('heads').get('2026-12'))]").await;
    js_sys::Reflect::set(&js_sys::global(), &"earlier".into(), &earlier).unwrap();
    let head = append(&db, &["2"]).await;
    noted(&db, head).await;
    // The database went back to an earlier state of its own: consistent, only the witness knows.
    raw(&name, "await done(rows('journal').delete('2026-12#00000002')); await done(rows('heads').put(window.earlier[0], '2026-12'))").await;
    assert_eq!(lost(db.read_month(MONTH).await), (Some(MONTH.into()), 2, 1));
    // All rows gone: the month is still named, so that whoever reads it learns of the loss.
    raw(&name, "for (const store of ['journal', 'heads']) await done(rows(store).clear())").await;
    assert_eq!(db.months().await.unwrap(), [MONTH]);
    assert_eq!(lost(db.read_month(MONTH).await), (Some(MONTH.into()), 2, 0));
    let changed = db.change::<()>(MONTH, |_| Ok(vec![b"3".into()])).await;
    assert!(matches!(changed, Err(ChangeError::Storage(StorageError::Lost { .. }))), "{changed:?}");
    db.forget_witness().await;
    assert_eq!(bodies(&db).await, Vec::<String>::new());
}

#[wasm_bindgen_test]
async fn an_emptied_database_is_a_loss_until_someone_says_otherwise() {
    let name = empty("emptied").await;
    drop(open(&name).await);
    js(&format!("await new Promise(done => indexedDB.deleteDatabase('{}').onsuccess = done)", name.as_str())).await;
    for _ in 0..2 {
        assert_eq!(lost(Db::open(name.clone()).await.map(|_| ())).0, None);
    }
    Db::destroy(&name, &[]).await.unwrap();
    assert_eq!(bodies(&open(&name).await).await, Vec::<String>::new());
}

#[wasm_bindgen_test]
async fn the_browsers_own_word_of_a_loss_is_heard() {
    let name = empty("data-loss").await;
    js("Object.defineProperty(IDBVersionChangeEvent.prototype, 'dataLoss', { configurable: true, get: () => 'total' })").await;
    let opened = Db::open(name.clone()).await.map(|_| ());
    js("Object.defineProperty(IDBVersionChangeEvent.prototype, 'dataLoss', { configurable: true, get: () => 'none' })")
        .await;
    assert_eq!(lost(opened).0, None);
    // The upgrade was aborted: no empty database was left behind.
    let left = js(&format!("return (await indexedDB.databases()).some(db => db.name === '{}')", name.as_str())).await;
    assert_eq!(left, JsValue::FALSE);
    assert!(Db::open(name).await.is_ok());
}

#[wasm_bindgen_test]
async fn a_newer_database_is_left_alone() {
    let name = empty("newer").await;
    js(&format!(
        "await new Promise(done => {{
            const request = indexedDB.open('{}', 7);
            request.onupgradeneeded = () => request.result.createObjectStore('facts').put('from the future', 1);
            request.onsuccess = () => {{ request.result.close(); done(); }};
         }})",
        name.as_str()
    ))
    .await;
    assert_eq!(Db::open(name.clone()).await.map(|_| ()), Err(StorageError::NewerDatabase { found: 7, known: 1 }));
    assert_eq!(raw(&name, "return await done(rows('facts').get(1))").await.as_string().unwrap(), "from the future");
}

#[wasm_bindgen_test]
async fn a_blocked_upgrade_is_told_and_goes_on_when_the_way_is_free() {
    let name = empty("blocked").await;
    let db = open(&name).await;
    append(&db, &["甲"]).await;
    // A tab with an older program that does not let go.
    js(&format!("window.stubborn = await new Promise(done => {{ const r = indexedDB.open('{}'); r.onsuccess = () => done(r.result) }})", name.as_str())).await;
    assert_eq!(Db::open_at(name.clone(), 2).await.map(|_| ()), Err(StorageError::Blocked));
    js("window.stubborn.close()").await;
    let newer = Db::open_at(name.clone(), 2).await.unwrap();
    assert_eq!(bodies(&newer).await, ["甲"]);
    // Our own older handle let go by itself, and does not stand in the way by opening again.
    assert_eq!(db.read_month(MONTH).await, Err(StorageError::Closed));
    assert_eq!(Db::open(name).await.map(|_| ()), Err(StorageError::NewerDatabase { found: 2, known: 1 }));
}

#[wasm_bindgen_test]
async fn a_connection_that_died_is_opened_again() {
    let name = empty("died").await;
    let db = open(&name).await;
    let dying = "window.before = IDBDatabase.prototype.transaction;
         IDBDatabase.prototype.transaction = function (...args) { this.close(); IDBDatabase.prototype.transaction = window.before; return window.before.apply(this, args) }";
    js(dying).await;
    append(&db, &["甲"]).await;
    js(dying).await;
    assert_eq!(bodies(&db).await, ["甲"]);
    // As WebKit does it: the request fails with an UnknownError.
    js("window.before = IDBObjectStore.prototype.get;
        IDBObjectStore.prototype.get = function () { IDBObjectStore.prototype.get = window.before; throw new DOMException('Connection to Indexed Database server lost. Refresh the page to try again', 'UnknownError') }")
    .await;
    append(&db, &["乙"]).await;
    assert_eq!(bodies(&db).await, ["甲", "乙"]);
}

#[wasm_bindgen_test]
async fn a_full_disk_changes_nothing() {
    let db = open(&empty("full").await).await;
    append(&db, &["甲"]).await;
    js("window.before = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = function () { throw new DOMException('full', 'QuotaExceededError') }")
    .await;
    let changed = db.change::<()>(MONTH, |_| Ok(vec![b"x".into()])).await;
    js("IDBObjectStore.prototype.put = window.before").await;
    assert_eq!(changed, Err(ChangeError::Storage(StorageError::Full)));
    assert_eq!(bodies(&db).await, ["甲"]);
}

#[wasm_bindgen_test]
async fn no_storage_at_all_is_told() {
    let name = empty("unavailable").await;
    js("window.before = Object.getOwnPropertyDescriptor(window, 'indexedDB')").await;
    for getter in ["() => undefined", "() => { throw new DOMException('no', 'SecurityError') }"] {
        js(&format!("Object.defineProperty(window, 'indexedDB', {{ configurable: true, get: {getter} }})")).await;
        let opened = Db::open(name.clone()).await.map(|_| ());
        js("Object.defineProperty(window, 'indexedDB', window.before)").await;
        assert_eq!(opened, Err(StorageError::Unavailable), "{getter}");
    }
    assert!(Db::open(name).await.is_ok());
}

#[wasm_bindgen_test]
async fn erasing_keeps_the_chain() {
    let name = empty("erase").await;
    let db = open(&name).await;
    append(&db, &["1", "secret", "3"]).await;
    db.pack(MONTH).await.unwrap();
    let head = append(&db, &["another secret", "5"]).await;
    noted(&db, head).await;
    db.erase(MONTH, &[2, 4, 9]).await.unwrap();
    assert_eq!(bodies(&db).await, ["1", "-", "3", "-", "5"]);
    assert_eq!(db.read_month(MONTH).await.unwrap().head, head);
    append(&db, &["6"]).await;
    assert_eq!(bodies(&open(&name).await).await, ["1", "-", "3", "-", "5", "6"]);
    let stored = raw(
        &name,
        "const all = [...await done(rows('journal').getAll()), ...await done(rows('months').getAll())];
         return all.map(bytes => new TextDecoder('latin1').decode(bytes)).join()",
    )
    .await;
    assert!(!stored.as_string().unwrap().contains("secret"));
}

#[wasm_bindgen_test]
async fn a_body_from_the_future_stays_as_it_is() {
    let name = empty("future").await;
    let db = open(&name).await;
    let future = r#"{"v":9000,"shape":["of things to come"]}"#;
    append(&db, &[future, r#"{"v":1,"body":"today"}"#]).await;
    let read = |month: linli::storage::Month| -> Vec<Result<String, RecordError>> {
        month.facts.iter().map(|fact| record::decode(fact.body.as_deref().unwrap())).collect()
    };
    let found = read(db.read_month(MONTH).await.unwrap());
    assert_eq!(found, [Err(RecordError::Newer { found: 9000, known: 1 }), Ok("today".into())]);
    db.pack(MONTH).await.unwrap();
    append(&db, &["x"]).await;
    assert_eq!(bodies(&open(&name).await).await[0], future);
}

#[wasm_bindgen_test]
async fn published_files_never_go_back() {
    let name = empty("adopt").await;
    let db = open(&name).await;
    let file = |path: &str, text: &str| (path.to_owned(), text.as_bytes().to_vec());
    assert_eq!(db.published_counter().await, Ok(None));
    db.adopt(
        5,
        vec![file("index.json", "five"), file("menus/2026-12.r3.json", "m3"), file("menus/2026-11.r1.json", "m1")],
        vec![],
    )
    .await
    .unwrap();
    let refused =
        db.adopt(4, vec![file("index.json", "four"), file("new.json", "")], vec!["menus/2026-11.r1.json".into()]).await;
    assert_eq!(refused, Err(AdoptError::Older { kept: 5 }));
    assert_eq!(db.published("index.json").await.unwrap().unwrap().bytes, b"five");
    assert_eq!(db.published("new.json").await, Ok(None));
    db.adopt(5, vec![file("calendar.ics", "c")], vec![]).await.unwrap();
    db.adopt(
        6,
        vec![file("index.json", "six"), file("menus/2026-12.r4.json", "m4")],
        vec!["menus/2026-12.r3.json".into()],
    )
    .await
    .unwrap();
    let db = open(&name).await;
    assert_eq!(db.published_counter().await, Ok(Some(6)));
    let menus = db.published_all("menus/").await.unwrap();
    let menus: Vec<_> = menus.iter().map(|file| (file.path.as_str(), &file.bytes[..], file.counter)).collect();
    assert_eq!(menus, [("menus/2026-11.r1.json", &b"m1"[..], 5), ("menus/2026-12.r4.json", b"m4", 6)]);
    assert_eq!(db.published_all("").await.unwrap().len(), 4);
    raw(&name, "const row = await done(rows('published').get('index.json')); row[row.length - 1] ^= 1; await done(rows('published').put(row, 'index.json'))").await;
    assert!(matches!(db.published("index.json").await, Err(StorageError::Damaged { .. })));
}

#[wasm_bindgen_test]
async fn two_tabs_adopting_leave_the_newer() {
    let name = empty("adopt-twice").await;
    let (one, other) = (open(&name).await, open(&name).await);
    let adopt = |db: Db, counter: u64| async move {
        db.adopt(counter, vec![("index.json".into(), vec![counter as u8])], vec![]).await
    };
    for counter in [2, 4, 6, 8] {
        let [newer, older] = both(adopt(one.clone(), counter), adopt(other.clone(), counter - 1)).await;
        assert_eq!(newer, Ok(()));
        // Whoever came first: the older one is either replaced or refused.
        assert!(older == Ok(()) || older == Err(AdoptError::Older { kept: counter }), "{older:?}");
        assert_eq!(one.published("index.json").await.unwrap().unwrap().bytes, [counter as u8]);
    }
}

#[wasm_bindgen_test]
async fn settings_are_kept_and_removed() {
    let name = empty("meta").await;
    let db = open(&name).await;
    assert_eq!(db.meta("household").await, Ok(None));
    db.set_meta("household", vec![1, 2, 3]).await.unwrap();
    db.set_meta("empty", vec![]).await.unwrap();
    let db = open(&name).await;
    assert_eq!(db.meta("household").await, Ok(Some(vec![1, 2, 3])));
    assert_eq!(db.meta("empty").await, Ok(Some(vec![])));
    db.remove_meta("household").await.unwrap();
    assert_eq!(db.meta("household").await, Ok(None));
}

#[wasm_bindgen_test]
async fn deleting_my_data_leaves_nothing() {
    let name = empty("destroy").await;
    let other = empty("destroy-not").await;
    let (db, kept) = (open(&name).await, open(&other).await);
    let head = append(&db, &["甲"]).await;
    append(&kept, &["乙"]).await;
    noted(&db, head).await;
    js("localStorage.setItem('linli-test', 'x'); localStorage.setItem('linli-other', 'y')").await;
    Db::destroy(&name, &["linli-test"]).await.unwrap();
    let left = js(&format!(
        "return (await indexedDB.databases()).some(db => db.name === '{0}') || await caches.has('{1}') || localStorage.getItem('linli-test') !== null",
        name.as_str(),
        name.cache()
    ))
    .await;
    assert_eq!(left, JsValue::FALSE);
    assert_eq!(js("return localStorage.getItem('linli-other')").await, "y");
    assert_eq!(db.read_month(MONTH).await, Err(StorageError::Closed));
    assert_eq!(bodies(&kept).await, ["乙"]);
}

#[wasm_bindgen_test]
async fn a_deletion_that_another_tab_holds_up_is_told() {
    let name = empty("destroy-blocked").await;
    drop(open(&name).await);
    js(&format!("window.stubborn = await new Promise(done => {{ const r = indexedDB.open('{}'); r.onsuccess = () => done(r.result) }})", name.as_str())).await;
    assert_eq!(Db::destroy(&name, &[]).await, Err(StorageError::Blocked));
    js("window.stubborn.close()").await;
    assert_eq!(bodies(&open(&name).await).await, Vec::<String>::new());
}

#[wasm_bindgen_test]
async fn one_holds_the_lock_at_a_time() {
    let name = DbName::new("test-locks", Role::Resident);
    let (inside, most) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
    let work = |answer: u32| {
        let (name, inside, most) = (name.clone(), inside.clone(), most.clone());
        async move {
            tabs::with_lock(&name, "import", async move {
                inside.set(inside.get() + 1);
                most.set(most.get().max(inside.get()));
                js("await new Promise(done => setTimeout(done, 20))").await;
                inside.set(inside.get() - 1);
                answer
            })
            .await
        }
    };
    assert_eq!(both(work(1), work(2)).await, [1, 2]);
    assert_eq!(most.get(), 1);
    js("Object.defineProperty(navigator, 'locks', { configurable: true, value: undefined })").await;
    assert_eq!(both(work(3), work(4)).await, [3, 4]);
    js("delete navigator.locks").await;
    assert_eq!(most.get(), 2);
}

#[wasm_bindgen_test]
async fn other_tabs_hear_of_a_change() {
    let heard: Rc<RefCell<Vec<String>>> = Rc::default();
    let listening = |name: &str, label: &'static str| {
        let tabs = Tabs::join(&DbName::new(name, Role::Resident));
        let heard = heard.clone();
        tabs.listen(move |month| heard.borrow_mut().push(format!("{label} {month}")));
        tabs
    };
    let one = listening("test-tabs", "one");
    let _two = listening("test-tabs", "two");
    let _elsewhere = listening("test-tabs-elsewhere", "elsewhere");
    one.announce(MONTH);
    js("await new Promise(done => setTimeout(done, 100))").await;
    assert_eq!(*heard.borrow(), ["two 2026-12"]);
}

#[wasm_bindgen_test]
async fn the_browser_says_how_much_it_keeps() {
    let usage = tabs::usage().await.unwrap();
    assert!(usage.quota > usage.used && usage.used >= 0.0, "{usage:?}");
    let promised = js("return navigator.storage.persisted()").await == JsValue::TRUE;
    // Asking never loses a promise that was given.
    assert!(tabs::persist().await >= promised);
}
