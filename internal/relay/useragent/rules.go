package useragent

import (
	"fmt"
	"strings"
)

// The kinds of agents.txt beside the reasons.
const (
	kindPerson   = "person"
	kindApp      = "app"
	kindBrowser  = "browser"
	kindCrawlers = "crawlers"
	kindDistrust = "distrust"
)

// rule is a line of agents.txt.
type rule struct {
	kind, token, name string
	atStart, atEnd    bool
}

func (r rule) matches(lower string) bool {
	switch {
	case r.atStart && r.atEnd:
		return lower == r.token
	case r.atStart:
		return strings.HasPrefix(lower, r.token)
	case r.atEnd:
		return strings.HasSuffix(lower, r.token)
	}
	return strings.Contains(lower, r.token)
}

func parseRules(text string) (rules []rule, err error) {
	err = eachLine(text, func(kind, token, name string) error {
		r := rule{kind: kind, token: token, name: name}
		switch kind {
		case kindCrawlers:
			if token+name != "" {
				return fmt.Errorf("%s takes no token and no name", kind)
			}
		case kindDistrust:
			if token == "" {
				return fmt.Errorf("%s needs a pattern", kind)
			}
		case kindPerson, Preview, Scanner, Bot, kindApp, kindBrowser:
			r.token, r.atStart = strings.CutPrefix(r.token, "^")
			r.token, r.atEnd = strings.CutSuffix(r.token, "$")
			if r.token == "" || r.token != strings.ToLower(r.token) {
				return fmt.Errorf("the token %q must be lower-case and not empty", token)
			}
		default:
			return fmt.Errorf("kind %q is unknown", kind)
		}
		rules = append(rules, r)
		return nil
	})
	return rules, err
}

// eachLine reads lines of three fields with tabs between; lines that are empty
// or begin with # are for people.
func eachLine(text string, f func(a, b, c string) error) error {
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != 3 {
			return fmt.Errorf("line %d: want three fields with tabs between", number)
		}
		if err := f(fields[0], fields[1], fields[2]); err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
	}
	return nil
}
