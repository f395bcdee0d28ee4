package useragent

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
)

//go:embed crawlers/crawlers.json
var crawlerList []byte

// crawlers is the list of crawler-user-agents, made fast: every pattern needs
// one of a few literals, and a text is only matched with the patterns of whose
// literals it holds the rarest three letters.
type crawlers struct {
	all    []crawler
	byGram map[gram][]int32
	grams  [1 << 15 / 64]uint64 // which byGram may have, by hash
	always []int32              // patterns without a literal to look for
}

type crawler struct {
	kind    string
	literal string // the whole pattern when it is one
	pattern *regexp.Regexp
}

// gram is three bytes that follow each other in lower case.
type gram uint32

func gramAt(lower string, i int) gram {
	return gram(lower[i])<<16 | gram(lower[i+1])<<8 | gram(lower[i+2])
}

func (g gram) hash() uint32 { return uint32(g) * 2654435761 >> 17 }

const gramSize = 3

func loadCrawlers(distrusted map[string]bool) (*crawlers, error) {
	var list struct {
		Crawlers []struct{ Pattern, Kind string }
	}
	if err := json.Unmarshal(crawlerList, &list); err != nil {
		return nil, fmt.Errorf("crawlers.json: %w", err)
	}
	c := &crawlers{byGram: map[gram][]int32{}}
	var literals [][]string
	for _, entry := range list.Crawlers {
		if distrusted[entry.Pattern] {
			continue
		}
		parsed, err := syntax.Parse(entry.Pattern, syntax.Perl)
		if err != nil {
			return nil, fmt.Errorf("crawlers.json: pattern %q: %w", entry.Pattern, err)
		}
		one := crawler{kind: entry.Kind}
		if parsed.Op == syntax.OpLiteral && parsed.Flags&syntax.FoldCase == 0 {
			one.literal = string(parsed.Rune)
		} else if one.pattern, err = regexp.Compile(entry.Pattern); err != nil {
			return nil, fmt.Errorf("crawlers.json: pattern %q: %w", entry.Pattern, err)
		}
		c.all = append(c.all, one)
		literals = append(literals, required(parsed))
	}
	c.index(literals)
	return c, nil
}

// index files every pattern under the rarest gram of each of its literals.
func (c *crawlers) index(literals [][]string) {
	count := map[gram]int{}
	for _, alternatives := range literals {
		for _, l := range alternatives {
			for i := range len(l) - gramSize + 1 {
				count[gramAt(l, i)]++
			}
		}
	}
	for n, alternatives := range literals {
		if len(alternatives) == 0 {
			c.always = append(c.always, int32(n))
		}
		for _, l := range alternatives {
			rarest := gramAt(l, 0)
			for i := range len(l) - gramSize + 1 {
				if g := gramAt(l, i); count[g] < count[rarest] {
					rarest = g
				}
			}
			c.byGram[rarest] = append(c.byGram[rarest], int32(n))
			c.grams[rarest.hash()/64] |= 1 << (rarest.hash() % 64)
		}
	}
}

// required are lower-case literals one of which stands in every text that the
// pattern matches; none when that can't be said.
func required(r *syntax.Regexp) []string {
	switch r.Op {
	case syntax.OpLiteral:
		if l := strings.ToLower(string(r.Rune)); len(l) >= gramSize {
			return []string{l}
		}
	case syntax.OpCapture:
		return required(r.Sub[0])
	case syntax.OpConcat:
		var best []string
		for _, sub := range r.Sub {
			if l := required(sub); len(l) > 0 && (len(best) == 0 || shortest(l) > shortest(best)) {
				best = l
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, sub := range r.Sub {
			l := required(sub)
			if len(l) == 0 {
				return nil
			}
			all = append(all, l...)
		}
		return all
	}
	return nil
}

func shortest(all []string) int {
	return len(slices.MinFunc(all, func(a, b string) int { return len(a) - len(b) }))
}

// find is the kind of the first pattern of the list that the text matches, or
// empty.
func (c *crawlers) find(text, lower string) string {
	first := int32(len(c.all))
	try := func(candidates []int32) {
		for _, n := range candidates {
			if n < first && c.all[n].matches(text) {
				first = n
			}
		}
	}
	try(c.always)
	for i := range len(lower) - gramSize + 1 {
		g := gramAt(lower, i)
		if h := g.hash(); c.grams[h/64]&(1<<(h%64)) != 0 {
			try(c.byGram[g])
		}
	}
	if int(first) == len(c.all) {
		return ""
	}
	return c.all[first].kind
}

func (c *crawler) matches(text string) bool {
	if c.pattern == nil {
		return strings.Contains(text, c.literal)
	}
	return c.pattern.MatchString(text)
}
