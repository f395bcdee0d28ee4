package postback

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/url"
	"strings"
	"unicode/utf8"
)

// Param is one parameter of a call as it was sent, its name in lower case.
type Param struct{ Name, Value string }

// Given are all parameters of a call, the empty ones too.
type Given []Param

// Params are the parameters that say something, by name. Each has one value.
type Params map[string]string

const maxParams = 200

// Parse joins a call's query and its form or JSON body.
func Parse(rawQuery, contentType string, body []byte) (Given, error) {
	var g Given
	if err := g.addEncoded(rawQuery); err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(body)) == 0 {
		return g, nil
	}
	media := ""
	if contentType != "" {
		var err error
		if media, _, err = mime.ParseMediaType(contentType); err != nil {
			return g, errors.New("the Content-Type can't be read: send application/x-www-form-urlencoded or application/json")
		}
	}
	switch media {
	case "", "application/x-www-form-urlencoded":
		return g, g.addEncoded(string(body))
	case "application/json":
		return g, g.addJSON(body)
	}
	return g, errors.New("the Content-Type is not supported: send application/x-www-form-urlencoded or application/json")
}

func (g *Given) addEncoded(text string) error {
	for text != "" {
		var pair string
		pair, text, _ = strings.Cut(text, "&")
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		name, nameErr := url.QueryUnescape(name)
		value, valueErr := url.QueryUnescape(value)
		if nameErr != nil || valueErr != nil || strings.Contains(pair, ";") {
			return errors.New("the parameters can't be read: percent-encode them")
		}
		if err := g.add(name, value); err != nil {
			return err
		}
	}
	return nil
}

// addJSON reads one flat object. Numbers keep their text, so that 1e9 stays
// what it is and is refused as an amount.
func (g *Given) addJSON(body []byte) error {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	var object map[string]any
	if err := d.Decode(&object); err != nil || object == nil {
		return errors.New("the JSON body can't be read: send one object")
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("the JSON body can't be read: send one object and nothing after it")
	}
	for name, value := range object {
		text := ""
		switch v := value.(type) {
		case nil:
			continue
		case string:
			text = v
		case json.Number:
			text = v.String()
		case bool:
			text = fmt.Sprint(v)
		default:
			return fmt.Errorf("%s is not a plain value: send strings and numbers only", quote(name))
		}
		if err := g.add(name, text); err != nil {
			return err
		}
	}
	return nil
}

func (g *Given) add(name, value string) error {
	if len(*g) >= maxParams {
		return fmt.Errorf("there are more than %d parameters", maxParams)
	}
	*g = append(*g, Param{strings.ToLower(name), value})
	return nil
}

// Params leaves out what is empty and macros that the network did not fill. A
// name with two different values is an error, since nobody can say which was
// meant.
func (g Given) Params() (Params, error) {
	p := make(Params, len(g))
	for _, given := range g {
		name, value := given.Name, strings.TrimSpace(given.Value)
		if value == "" || isMacro(value) {
			continue
		}
		if !utf8.ValidString(value) || strings.ContainsFunc(value, func(r rune) bool { return r < ' ' || r == 0x7f }) {
			return nil, fmt.Errorf("%s holds characters that are not text", quote(name))
		}
		if had, ok := p[name]; ok && had != value {
			return nil, fmt.Errorf("%s is given twice with different values", quote(name))
		}
		p[name] = value
	}
	return p, nil
}

// macroForms are the brackets of the networks' macros that stay in a URL when
// nobody filled them.
var macroForms = [][2]string{{"{", "}"}, {"[", "]"}, {"!!", "!!"}, {"%%", "%%"}, {"##", "##"}, {"${", "}"}, {"#{", "}"}, {"<", ">"}}

func isMacro(value string) bool {
	for _, form := range macroForms {
		if len(value) >= len(form[0])+len(form[1]) && strings.HasPrefix(value, form[0]) && strings.HasSuffix(value, form[1]) {
			return true
		}
	}
	return false
}

func quote(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == ';' || r == 0x7f || r == utf8.RuneError {
			return '?'
		}
		return r
	}, text)
	if runes := []rune(text); len(runes) > 40 {
		text = string(runes[:40]) + "…"
	}
	return "\"" + text + "\""
}
