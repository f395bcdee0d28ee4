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
	Rejected string // the reason why it was no person, else empty
}

// Reasons why a request is not a person's.
const (
	Bot      = "bot"
	Preview  = "preview"
	Scanner  = "scanner"
	Prefetch = "prefetch"
)

const other = "other"

//go:embed agents.txt
var agents string

// Classifier holds the rules. Its methods may be called at once from many
// goroutines.
type Classifier struct {
	rules    []rule
	crawlers *crawlers
	headers  []header
	known    cache
}

// New reads the embedded rules, and before them own ones, in the form of
// agents.txt.
func New(own string) (*Classifier, error) {
	c := &Classifier{}
	mine, err := parseRules(own)
	if err != nil {
		return nil, fmt.Errorf("your own agents.txt: %w", err)
	}
	built, err := parseRules(agents)
	if err != nil {
		return nil, fmt.Errorf("agents.txt: %w", err)
	}
	distrusted := map[string]bool{}
	for _, r := range append(mine, built...) {
		if r.kind == kindDistrust {
			distrusted[r.token] = true
			continue
		}
		c.rules = append(c.rules, r)
	}
	if c.crawlers, err = loadCrawlers(distrusted); err != nil {
		return nil, err
	}
	c.headers, err = parseHeaders(headers)
	return c, err
}

// Classify reads a User-Agent.
func (c *Classifier) Classify(text string) Agent {
	if a, ok := c.known.get(text); ok {
		return a
	}
	a := c.classify(text)
	c.known.put(text, a)
	return a
}

// classify takes an empty one for a bot: every browser sends one.
func (c *Classifier) classify(text string) Agent {
	lower := strings.ToLower(strings.TrimSpace(text))
	if lower == "" {
		return Agent{Device: other, Browser: other, Rejected: Bot}
	}
	a := Agent{Device: device(lower), Browser: other}
	person := false
	for _, r := range c.rules {
		switch {
		case r.kind == kindCrawlers:
			if a.Rejected = c.crawlers.find(text, lower); a.Rejected != "" && !person {
				return a
			}
			a.Rejected = ""
		case !r.matches(lower):
		case r.kind == kindPerson:
			person = true
		case r.kind == kindApp || r.kind == kindBrowser:
			a.Browser = r.name
			return a
		case !person:
			a.Rejected, a.Browser = r.kind, r.name
			return a
		}
	}
	return a
}
