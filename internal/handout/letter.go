package handout

import (
	"fmt"
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Letter is the text that each member gets, with variables in braces.
type Letter struct {
	Subject string
	Text    string
	Brand   string // what {brand} says
}

// Variable is what a letter may say in braces.
type Variable struct{ Name, Meaning string }

// Variables are all of them.
var Variables = []Variable{
	{"first_name", "The member's first name."},
	{"name", "The member's whole name."},
	{"links", "The member's links, one a line."},
	{"brand", "The name of your programme."},
}

const (
	maxSubject = 200
	maxText    = 10_000 // characters
)

var inBraces = regexp.MustCompile(`\{([^{}\s]*)\}`)

// Check reads a letter over before anybody gets it. The errors say what to
// change, by part: "subject" or "text".
func (l Letter) Check() map[string]string {
	wrong := map[string]string{}
	switch subject := strings.TrimSpace(l.Subject); {
	case subject == "":
		wrong["subject"] = "Enter a subject."
	case utf8.RuneCountInString(subject) > maxSubject || strings.ContainsFunc(subject, unicode.IsControl):
		wrong["subject"] = fmt.Sprintf("Use one line of at most %d characters.", maxSubject)
	case strings.Contains(subject, "{links}"):
		wrong["subject"] = "Put {links} into the text."
	}
	switch {
	case !strings.Contains(l.Text, "{links}"):
		wrong["text"] = "Say {links} where each member's links belong."
	case utf8.RuneCountInString(l.Text) > maxText:
		wrong["text"] = fmt.Sprintf("Use at most %d,%03d characters.", maxText/1000, maxText%1000)
	}
	for part, text := range map[string]string{"subject": l.Subject, "text": l.Text} {
		for _, found := range inBraces.FindAllStringSubmatch(text, -1) {
			known := func(v Variable) bool { return v.Name == found[1] }
			if wrong[part] == "" && !slices.ContainsFunc(Variables, known) {
				wrong[part] = fmt.Sprintf("Nobody knows what %s is. Use %s.", found[0], variableNames())
			}
		}
	}
	return wrong
}

// variableNames says which variables there are: "{a}, {b} or {c}".
func variableNames() string {
	names := make([]string, 0, len(Variables))
	for _, v := range Variables {
		names = append(names, "{"+v.Name+"}")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}

// To fills a letter for a member.
func (l Letter) To(p Person) (subject, text string) {
	name := line(p.Name)
	first, _, _ := strings.Cut(name, " ")
	fill := strings.NewReplacer("{first_name}", first, "{name}", name, "{brand}", line(l.Brand), "{links}", lines(p.Links))
	return line(fill.Replace(l.Subject)), fill.Replace(l.Text)
}

// lines are links one a line, with what each is for where there are several.
func lines(links []Link) string {
	list := make([]string, 0, len(links))
	for _, l := range links {
		if len(links) == 1 {
			return l.URL
		}
		list = append(list, line(l.Offer)+": "+l.URL)
	}
	return strings.Join(list, "\n")
}

// line is a text without line ends and what else a header or a file would obey.
func line(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(text, "?"), func(r rune) bool {
		return r == ' ' || unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
	}), " ")
}

// address is where a member's mail goes; nil where no address is known.
func (p Person) address() *mail.Address {
	at, err := mail.ParseAddress(p.Email)
	if err != nil || at.Address != p.Email {
		return nil
	}
	return &mail.Address{Name: line(p.Name), Address: at.Address}
}

// MailTo opens a letter to a member in a mail program (RFC 6068).
func (l Letter) MailTo(p Person) string {
	subject, text := l.To(p)
	to := ""
	if at := p.address(); at != nil {
		to = strings.ReplaceAll(url.PathEscape(at.Address), "%40", "@")
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", "\r\n")
	return "mailto:" + to + "?subject=" + escape(subject) + "&body=" + escape(text)
}

// escape keeps a value one: mail programs don't read + as a space.
func escape(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }
