package useragent

import "strings"

// Listed is what the crawler list says by its index, and pattern by pattern.
func (c *Classifier) Listed(text string) (quick, slow string) {
	for i := range c.crawlers.all {
		if one := &c.crawlers.all[i]; one.matches(text) {
			slow = one.kind
			break
		}
	}
	return c.crawlers.find(text, strings.ToLower(text)), slow
}

// CheckRules parses rules.
func CheckRules(text string) error {
	_, err := parseRules(text)
	return err
}
