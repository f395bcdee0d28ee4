package sequences_test

import (
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// past: nothing that comes to be known changes what was stated of an earlier
// day, but for what first tells of a sale or of clicks. The balances of a past
// day are the transfers up to it, so no transfer counts for a day before its
// fact's.
func (p *programme) past(b books) error {
	first := map[string]int64{} // the entry that first moved each cause
	for _, t := range b.transfers {
		if _, moved := first[t.Cause]; !moved {
			first[t.Cause] = t.Entry
		}
		entry := p.log.entries[t.Entry-1]
		if !ofSales(t.Cause) {
			continue
		}
		tells := entry.Kind != relayapi.KindChange
		if tells && first[t.Cause] == t.Entry && p.about(t.Cause, entry.Kind) {
			continue
		}
		known := p.known[t.Entry]
		if known == "" {
			known = affiliate.Day(entry.Time, berlin())
		}
		if t.EffectiveOn < known {
			return failf("entry %d of %s moved %s of %s for %s already", t.Entry, known, t.Amount, t.Cause, t.EffectiveOn)
		}
	}
	return nil
}

// about reports whether an entry of a kind may be about a cause.
func (p *programme) about(cause, kind string) bool {
	return strings.HasPrefix(cause, "clicks:") == (kind == relayapi.KindClicks)
}
