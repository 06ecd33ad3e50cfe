//! Elements written down as calls, made at once and kept as they are.
//!
//! `view!` gives every view a type of its own, or with types erased a table of functions for each element and
//! attribute; either way the code that builds, compares and rebuilds it reaches every phone. Most of what we show
//! never changes, and what does says so: an element is made by a few calls, and only what is `live` is drawn anew.
//! Measured on the residents' program, brotli: 276 kB with `view!`, 231 kB with elements made here. An [`El`] is a view
//! like any other and may stand in a `view!`.

use std::any::Any;

use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::no_attrs;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use send_wrapper::SendWrapper;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, Node, Text};

/// An element in the making, or several side by side with none round them. A pointer: it is handed on at every call.
pub struct El(Box<SendWrapper<Made>>);

/// What was made, and what keeps its live parts alive: they end when it is dropped.
struct Made {
    node: Node,
    kept: Kept,
}

type Kept = Vec<Box<dyn Any>>;

/// An element of that name.
pub fn el(name: &str) -> El {
    made(document().create_element(name))
}

/// An element of that name and class.
pub fn el_of(name: &str, class: &str) -> El {
    el(name).attr("class", class)
}

/// An element of a drawing.
pub fn svg(name: &str) -> El {
    made(document().create_element_ns(Some("http://www.w3.org/2000/svg"), name))
}

fn made(element: Result<Element, JsValue>) -> El {
    // Names stand in this program and are valid ones: without elements nothing at all could be shown.
    let Ok(element) = element else { unreachable!() };
    of_node(element.into())
}

fn of_node(node: Node) -> El {
    El(Box::new(SendWrapper::new(Made { node, kept: Vec::new() })))
}

/// Nothing.
pub fn nothing() -> El {
    of_node(document().create_document_fragment().into())
}

/// Several side by side, without an element round them.
pub fn all<const N: usize>(pieces: [El; N]) -> El {
    pieces.into_iter().fold(nothing(), El::add)
}

/// Something that is drawn anew whenever what it reads changes.
pub fn live<P: Piece>(piece: impl Fn() -> P + 'static) -> El {
    region(Box::new(move || piece().el()))
}

/// Not generic: a copy of this for each live part would reach every phone.
fn region(draw: Box<dyn Fn() -> El>) -> El {
    let mut whole = nothing();
    let [start, end] = [(); 2].map(|()| Node::from(document().create_comment("")));
    whole.append_node(&start);
    whole.append_node(&end);
    let effect = RenderEffect::new(move |before: Option<Kept>| {
        let Made { node, kept } = draw().0.take();
        while let Some(old) = start.next_sibling().filter(|next| *next != end) {
            if let Some(parent) = old.parent_node() {
                let _ = parent.remove_child(&old);
            }
        }
        drop(before);
        if let Some(parent) = end.parent_node() {
            let _ = parent.insert_before(&node, Some(&end));
        }
        kept
    });
    whole.0.kept.push(Box::new(Following(effect)));
    whole
}

/// Something that follows what it reads, and ends when it is dropped. By itself an effect that was dropped keeps what is inside
/// until its turn comes; what is inside may have its turn before, and read what went with the part around it.
struct Following(RenderEffect<Kept>);

impl Drop for Following {
    fn drop(&mut self) {
        drop(self.0.take_value());
    }
}

impl El {
    /// The element itself. Only of one that has a name.
    pub fn element(&self) -> &Element {
        self.0.node.unchecked_ref()
    }

    fn append_node(&mut self, node: &Node) {
        let _ = self.0.node.append_child(node);
    }

    /// With an attribute.
    pub fn attr(self, name: &str, value: &str) -> Self {
        let _ = self.element().set_attribute(name, value);
        self
    }

    /// With an attribute, where there is a value.
    pub fn maybe(self, name: &str, value: Option<&str>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// With a mark for style, where it holds.
    pub fn flag(self, name: &str, holds: bool) -> Self {
        self.maybe(name, holds.then_some("1"))
    }

    /// With an attribute that follows what it reads.
    pub fn live_attr(self, name: &'static str, value: impl Fn() -> Option<String> + 'static) -> Self {
        let element = self.element().clone();
        let value: Box<dyn Fn() -> Option<String>> = Box::new(value);
        self.follow(Box::new(move || {
            let _ = match value() {
                Some(value) => element.set_attribute(name, &value),
                None => element.remove_attribute(name),
            };
        }))
    }

    /// With an attribute of a fixed value that comes and goes.
    pub fn live_flag(self, name: &'static str, value: &'static str, holds: impl Fn() -> bool + 'static) -> Self {
        let element = self.element().clone();
        let holds: Box<dyn Fn() -> bool> = Box::new(holds);
        self.follow(Box::new(move || {
            let _ = match holds() {
                true => element.set_attribute(name, value),
                false => element.remove_attribute(name),
            };
        }))
    }

    /// With a property that follows what it reads: what is typed or ticked.
    pub fn live_property(self, name: &'static str, value: impl Fn() -> JsValue + 'static) -> Self {
        let element = self.element().clone();
        let value: Box<dyn Fn() -> JsValue> = Box::new(value);
        self.follow(Box::new(move || {
            let _ = js_sys::Reflect::set(&element, &name.into(), &value());
        }))
    }

    /// With words that are written later.
    pub fn words(mut self) -> (Self, Text) {
        let text = document().create_text_node("");
        self.append_node(&text);
        (self, text)
    }

    /// With words that follow what they read.
    pub fn live_text(self, words: impl Fn() -> String + 'static) -> Self {
        let (whole, text) = self.words();
        let words: Box<dyn Fn() -> String> = Box::new(words);
        whole.follow(Box::new(move || text.set_data(&words())))
    }

    /// With something that is done anew whenever what it reads changes, for as long as the element is there.
    pub fn follows(self, act: impl Fn() + 'static) -> Self {
        self.follow(Box::new(act))
    }

    fn follow(mut self, act: Box<dyn Fn()>) -> Self {
        let effect = RenderEffect::new(move |_: Option<Kept>| {
            act();
            Vec::new()
        });
        self.0.kept.push(Box::new(Following(effect)));
        self
    }

    /// With a custom property for its style.
    pub fn style(self, name: &str, value: &str) -> Self {
        // Not by the attribute: the page's policy allows no style in attributes.
        let _ = self.element().unchecked_ref::<HtmlElement>().style().set_property(name, value);
        self
    }

    /// With words.
    pub fn text(mut self, words: &str) -> Self {
        self.append_node(&document().create_text_node(words));
        self
    }

    /// With whatever follows what it reads.
    pub fn live<P: Piece>(self, piece: impl Fn() -> P + 'static) -> Self {
        self.add(live(piece))
    }

    /// With something inside, after what is inside already.
    pub fn add(self, piece: impl Piece) -> Self {
        piece.put_into(self)
    }

    /// Another one like it, for drawings without live parts.
    pub fn copy(&self) -> El {
        match self.0.node.clone_node_with_deep(true) {
            Ok(node) => of_node(node),
            Err(_) => nothing(),
        }
    }

    /// With something that ends when the element does.
    pub fn keep(mut self, thing: impl Any) -> Self {
        self.0.kept.push(Box::new(thing));
        self
    }

    /// With something to do when something happens.
    pub fn on(self, event: &str, act: impl FnMut(Event) + 'static) -> Self {
        self.listen(event, Box::new(act))
    }

    fn listen(self, event: &str, act: Box<dyn FnMut(Event)>) -> Self {
        // The browser owns the function, and drops it with the element.
        let act = Closure::wrap(act).into_js_value();
        let _ = self.element().add_event_listener_with_callback(event, act.unchecked_ref());
        self
    }
}

/// Something that can stand inside an element.
pub trait Piece: Sized {
    /// By itself.
    fn el(self) -> El;

    /// At the end of an element.
    fn put_into(self, mut outer: El) -> El {
        let Made { node, kept } = self.el().0.take();
        outer.append_node(&node);
        outer.0.kept.extend(kept);
        outer
    }
}

impl Piece for El {
    fn el(self) -> El {
        self
    }
}

impl<P: Piece> Piece for Option<P> {
    fn el(self) -> El {
        match self {
            Some(piece) => piece.el(),
            None => nothing(),
        }
    }

    fn put_into(self, outer: El) -> El {
        match self {
            Some(piece) => piece.put_into(outer),
            None => outer,
        }
    }
}

impl<P: Piece> Piece for Vec<P> {
    fn el(self) -> El {
        self.put_into(nothing())
    }

    fn put_into(self, outer: El) -> El {
        self.into_iter().fold(outer, El::add)
    }
}

/// What a `view!` made.
impl Piece for AnyView {
    fn el(self) -> El {
        let mut whole = el_of("div", "whole-view");
        let mut state = self.build();
        state.mount(whole.element(), None);
        whole.0.kept.push(Box::new(state));
        whole
    }
}

no_attrs!(El);

impl Render for El {
    type State = Shown;

    fn build(self) -> Shown {
        let made = self.0.take();
        match made.node.dyn_ref::<Element>() {
            Some(element) => Shown { element: element.clone(), _kept: made.kept },
            // Several side by side: `view!` is given one to hold on to.
            None => {
                let round = el_of("div", "whole-view");
                let _ = round.element().append_child(&made.node);
                Shown { element: round.element().clone(), _kept: made.kept }
            }
        }
    }

    fn rebuild(self, state: &mut Shown) {
        let mut new = self.build();
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

/// An element that stands in a `view!`.
pub struct Shown {
    element: Element,
    _kept: Kept,
}

impl Mountable for Shown {
    fn unmount(&mut self) {
        self.element.remove();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        let _ = parent.insert_before(&self.element, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self.element.parent_element() {
            Some(parent) => {
                child.mount(&parent, Some(&self.element));
                true
            }
            None => false,
        }
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.element.clone()]
    }
}

/// Every page is drawn in the browser: nothing here is ever rendered elsewhere.
impl RenderHtml for El {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Shown {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
