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

// Params are a call's parameters by lower-case name. Each name has one value.
type Params map[string]string

const maxParams = 200

// ReadParams joins a call's query and its form or JSON body. Literal macros
// that the network did not fill count as missing. A name with two different
// values is an error, since nobody can say which was meant.
func ReadParams(rawQuery, contentType string, body []byte) (Params, error) {
	p := Params{}
	if err := p.addEncoded(rawQuery); err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(body)) == 0 {
		return p, nil
	}
	media := ""
	if contentType != "" {
		var err error
		if media, _, err = mime.ParseMediaType(contentType); err != nil {
			return nil, errors.New("the Content-Type can't be read: send application/x-www-form-urlencoded or application/json")
		}
	}
	switch media {
	case "", "application/x-www-form-urlencoded":
		return p, p.addEncoded(string(body))
	case "application/json":
		return p, p.addJSON(body)
	}
	return nil, errors.New("the Content-Type is not supported: send application/x-www-form-urlencoded or application/json")
}

func (p Params) addEncoded(text string) error {
	values, err := url.ParseQuery(text)
	if err != nil {
		return errors.New("the parameters can't be read: percent-encode them")
	}
	for name, all := range values {
		for _, value := range all {
			if err := p.add(name, value); err != nil {
				return err
			}
		}
	}
	return nil
}

// addJSON reads one flat object. Numbers keep their text, so that 1e9 stays
// what it is and is refused as an amount.
func (p Params) addJSON(body []byte) error {
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
		if err := p.add(name, text); err != nil {
			return err
		}
	}
	return nil
}

func (p Params) add(name, value string) error {
	name, value = strings.ToLower(name), strings.TrimSpace(value)
	if value == "" || isMacro(value) {
		return nil
	}
	if !utf8.ValidString(value) || strings.ContainsFunc(value, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return fmt.Errorf("%s holds characters that are not text", quote(name))
	}
	if had, ok := p[name]; ok && had != value {
		return fmt.Errorf("%s is given twice with different values", quote(name))
	}
	if p[name] = value; len(p) > maxParams {
		return fmt.Errorf("there are more than %d parameters", maxParams)
	}
	return nil
}

// first is the value of the first of names that has one.
func (p Params) first(names []string) string {
	for _, name := range names {
		if value := p[name]; value != "" {
			return value
		}
	}
	return ""
}

// macroForms are the brackets of the networks' macros that stay in a URL when
// nobody filled them.
var macroForms = [][2]string{{"{", "}"}, {"[", "]"}, {"!!!", "!!!"}, {"%%", "%%"}, {"${", "}"}, {"#{", "}"}, {"<", ">"}}

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
