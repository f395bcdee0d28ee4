package ingest

import (
	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// seen is what the relay saw of a click; nothing where it knows none.
func seen(s *relayapi.ClickSnapshot) affiliate.ClickFacts {
	if s == nil {
		return affiliate.ClickFacts{}
	}
	return affiliate.ClickFacts{At: s.Time, Country: s.Country, Device: s.Device, Browser: s.Browser, Referrer: s.Referrer}
}

// clicked takes the time of a conversion's click from its id, where nobody told it.
func (f Folder) clicked(c *affiliate.Conversion) {
	if !c.Click.At.IsZero() || c.ClickID == "" {
		return
	}
	if _, parts, err := f.ClickKeys.Parse(c.ClickID); err == nil && !parts.Preview() {
		c.Click.At = parts.Time
	}
}
