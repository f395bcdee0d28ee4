package useragent

import (
	_ "embed"
	"fmt"
	"strings"
)

// Agent is what a User-Agent says.
type Agent struct {
	Device   string // mobile, tablet, desktop or other
	Browser  string // a browser's or application's name, or other
	Rejected string // bot or preview when it was no person, else empty
}

// Reasons why an agent is no person.
const (
	Bot     = "bot"
	Preview = "preview"
)

//go:embed agents.txt
var agents string

type rule struct{ kind, token, name string }

// Classifier holds the rules, in order.
type Classifier struct{ rules []rule }

// New reads the embedded rules.
func New() (*Classifier, error) { return Parse(agents) }

// Parse reads rules in the form of agents.txt.
func Parse(text string) (*Classifier, error) {
	c := &Classifier{}
	for i, line := range strings.Split(text, "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != 3 || fields[1] == "" || fields[1] != strings.ToLower(fields[1]) {
			return nil, fmt.Errorf("agents, line %d: want kind, lower-case token and name with tabs between", i+1)
		}
		switch fields[0] {
		case "person", Preview, Bot, "app", "browser":
			c.rules = append(c.rules, rule{fields[0], fields[1], fields[2]})
		default:
			return nil, fmt.Errorf("agents, line %d: kind %q is unknown", i+1, fields[0])
		}
	}
	return c, nil
}

// Classify reads a User-Agent. An empty one is a bot: every browser sends one.
func (c *Classifier) Classify(text string) Agent {
	lower := strings.ToLower(strings.TrimSpace(text))
	if lower == "" {
		return Agent{Device: "other", Browser: "other", Rejected: Bot}
	}
	lower += " " // so that "bot " also matches at the end
	a := Agent{Device: device(lower), Browser: "other"}
	person := false
	for _, r := range c.rules {
		if !strings.Contains(lower, r.token) {
			continue
		}
		switch r.kind {
		case "person":
			person = true
			continue
		case Bot, Preview:
			if person {
				continue
			}
			a.Rejected = r.kind
		}
		a.Browser = r.name
		return a
	}
	return a
}

// device goes by the tokens that browsers have kept for years; a desktop-class
// iPad calls itself a Mac, and is counted as one.
func device(lower string) string {
	has := func(tokens ...string) bool {
		for _, t := range tokens {
			if strings.Contains(lower, t) {
				return true
			}
		}
		return false
	}
	switch {
	case has("ipad", "tablet", "kindle", "silk/") || has("android") && !has("mobile"):
		return "tablet"
	case has("iphone", "ipod", "mobile", "android"):
		return "mobile"
	case has("windows nt", "macintosh", "x11", "cros ", "linux"):
		return "desktop"
	}
	return "other"
}
