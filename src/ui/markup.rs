//! Markup written down as calls: elements inside elements. What is between them is always escaped.

/// Markup in the making.
#[derive(Debug, Default)]
pub struct Markup(String);

impl Markup {
    /// With an element, and what `inside` puts into it.
    pub fn within(mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(Self) -> Self) -> Self {
        self.open(name, attributes);
        let mut it = inside(self);
        it.0.push_str("</");
        it.0.push_str(name);
        it.0.push('>');
        it
    }

    /// With an element that holds words alone.
    pub fn words(self, name: &str, class: &str, words: &str) -> Self {
        self.within(name, &[("class", class)], |it| it.text(words))
    }

    /// With an element that holds nothing.
    pub fn empty(self, name: &str, attributes: &[(&str, &str)]) -> Self {
        self.within(name, attributes, |it| it)
    }

    /// With words.
    pub fn text(mut self, words: &str) -> Self {
        self.escape(words, false);
        self
    }

    /// What was written.
    pub fn written(self) -> String {
        self.0
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.0.push('<');
        self.0.push_str(name);
        for (name, value) in attributes {
            self.0.push(' ');
            self.0.push_str(name);
            self.0.push_str("=\"");
            self.escape(value, true);
            self.0.push('"');
        }
        self.0.push('>');
    }

    fn escape(&mut self, words: &str, quoted: bool) {
        for c in words.chars() {
            match c {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' if quoted => self.0.push_str("&quot;"),
                c => self.0.push(c),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_values_are_escaped() {
        let made = Markup::default()
            .within("p", &[("title", "a\"<&")], |it| it.text("1 < 2 & \"3\"").empty("path", &[]))
            .words("span", "meta", "<b>");
        assert_eq!(
            made.written(),
            "<p title=\"a&quot;&lt;&amp;\">1 &lt; 2 &amp; \"3\"<path></path></p><span class=\"meta\">&lt;b&gt;</span>"
        );
    }
}
