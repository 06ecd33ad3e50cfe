// Runs before anything is painted, inlined into every page. Old syntax on purpose: a browser that cannot run the
// program must still understand the part that says so.
(function () {
  var root = document.documentElement;
  var files = document.getElementById("files");

  // Storage may be forbidden (some private modes throw): then the defaults hold.
  function chosen(setting) {
    try {
      return localStorage.getItem("linli." + setting);
    } catch (refused) {
      return null;
    }
  }

  var theme = chosen("theme");
  if (theme === "light" || theme === "dark") root.setAttribute("data-theme", theme);
  if (chosen("elder") === "1") root.setAttribute("data-elder", "1");
  var language = chosen("lang");
  if (language === "zh-Hant" || language === "en") root.lang = language;

  // Does something once the page's own elements are there.
  function whenRead(act) {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", act);
    else act();
  }

  // Shows one of the messages that wait in the page, unless the program has already taken their place.
  function tell(message) {
    whenRead(function () {
      var element = document.getElementById(message);
      if (element) element.hidden = false;
    });
  }

  // The program's script refused to load: damaged (its pin says so) or gone.
  addEventListener("error", function (event) {
    if (event.target && event.target.tagName === "SCRIPT") tell("boot-failed");
  }, true);

  // Strings that become code or elements need a policy. Addresses of scripts: the service worker's and the one that the
  // page names pass.
  // Markup: the program makes unchanging parts of a view from literals of its own source; anything that could run,
  // load a document or post a form is not among them, and is refused should it ever come this way.
  var worker = "sw.js";
  var reader = files.getAttribute("data-worker");
  var harmless = /^(?:[^<]|<\/?(?!script|style|iframe|frame|object|embed|base|link|meta|form|template)[a-z][\w-]*(?:\s+(?!on|style|srcdoc)[\w:-]+(?:="(?!\s*(?:javascript|data|vbscript):)[^"]*")?)*\s*\/?>)*$/i;
  var rules = {
    createScriptURL: function (address) {
      if (address === worker || address === reader) return address;
      throw new TypeError("not a script of this site: " + address);
    },
    createHTML: function (markup) {
      if (harmless.test(markup)) return markup;
      throw new TypeError("not markup of this program: " + markup);
    }
  };
  var policy = window.trustedTypes ? trustedTypes.createPolicy("linli", rules) : rules;

  // A first visit shows the month as the centre drew it (docs/formats.md), until the program is here and has checked what it
  // shows instead; where the program cannot run it stays. Not for those who chose another language or large type.
  var first = null;
  var returning = navigator.serviceWorker && navigator.serviceWorker.controller;
  var atHome = location.href.replace(/#.*/, "") === document.baseURI;
  if (files.getAttribute("data-group") === "residents" && !returning && atHome && root.lang === "zh-Hans" && chosen("elder") !== "1") {
    var now = new Date();
    var today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].join("-").replace(/\b\d\b/g, "0$&");
    var drawn = new XMLHttpRequest();
    drawn.open("GET", "drawn/" + today.slice(0, 7) + ".html");
    // The program is fifty times as large: beside it the month would be as late as the program is.
    if (window.Promise) first = new Promise(function (come) { drawn.onloadend = come; });
    drawn.onload = function () {
      if (drawn.status === 200) whenRead(function () { showDrawn(drawn.responseText, today); });
    };
    drawn.send();
  }

  function showDrawn(markup, today) {
    var boot = document.getElementById("boot");
    // The program was quicker.
    if (!boot) return;
    var place = document.createElement("div");
    place.id = "drawn";
    place.innerHTML = policy.createHTML(markup);
    var days = place.querySelectorAll("a[data-day], section[data-day]");
    for (var at = 0; at < days.length; at++) {
      var day = days[at].getAttribute("data-day");
      if (days[at].tagName === "SECTION") days[at].hidden = day < today;
      else if (day < today) days[at].setAttribute("data-past", "1");
      else if (day === today) days[at].setAttribute("data-today", "1");
    }
    root.setAttribute("data-drawn", "1");
    boot.parentNode.insertBefore(place, boot.nextSibling);
  }

  if (!window.WebAssembly || !window.fetch || !window.Promise || !("noModule" in HTMLScriptElement.prototype)) {
    tell("boot-old");
    return;
  }
  // The words, too, before the program that asks for them has come: a round trip less on the first visit.
  var words = JSON.parse(files.textContent)["text/" + root.lang + ".txt"];
  if (words) {
    var early = document.createElement("link");
    early.rel = "preload";
    early.as = "fetch";
    early.crossOrigin = "anonymous";
    early.href = words;
    document.head.appendChild(early);
  }

  // What the worker is to keep of this build for later visits without a network.
  var group = files.getAttribute("data-group");
  var kept = [group, group + " " + root.lang];
  // A first visit fetches what it shows. Everything else is kept from the second on; on a first one a while after the page
  // is there, so that it opens without a network as well, unless the reader asked to save data.
  var all = [group + " later", group + " later " + root.lang];
  var saving = navigator.connection && navigator.connection.saveData;
  if (returning) kept = kept.concat(all);
  else if (!saving) setTimeout(function () { kept = kept.concat(all); keep(); }, 8000);
  var keeper;
  function keep() {
    if (keeper) keeper.postMessage({ type: "keep", groups: kept });
  }
  // A later part, and its words.
  function keepToo(name) {
    [name, name + " " + root.lang].forEach(function (each) {
      if (kept.indexOf(each) < 0) kept.push(each);
    });
    keep();
  }

  window.linli = {
    // A later part of the program: its bytes.
    part: function (name, pin, group) {
      var bytes = fetch(name, { integrity: pin }).then(function (answer) { return answer.arrayBuffer(); });
      bytes.then(function () { keepToo(group); }, function () {});
      return bytes;
    },
    // The worker that the page names. It is kept as later parts are.
    worker: function () {
      keepToo(group + " later");
      return new Worker(policy.createScriptURL(reader), { type: "module" });
    },
    // Asked for now, while the script that will run it is still on its way.
    wasm: Promise.resolve(first).then(function () {
      return fetch(files.getAttribute("data-wasm"), { integrity: files.getAttribute("data-pin") });
    }),
    markup: function (markup) { return policy.createHTML(markup); },
    failed: function () { tell("boot-failed"); },
    started: function () {
      if (!navigator.serviceWorker) return;
      navigator.serviceWorker
        .register(policy.createScriptURL(worker), { updateViaCache: "none" })
        .then(function () {
          return navigator.serviceWorker.ready;
        })
        .then(function (registration) {
          // What this page uses beyond the residents' program in 简体 is kept from the first visit on, too.
          keeper = registration.active;
          keep();
        })
        // Without a worker everything works, only not offline.
        .catch(function () {});
    }
  };
  // Whoever awaits it hears of a failure; this keeps it from being reported a second time.
  window.linli.wasm.catch(function () {});
})();
