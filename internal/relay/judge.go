package relay

import (
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// judge writes into a conversion how it stands beside the earlier ones of its
// scope, and returns the id of the one that it repeats, if it does.
//
// The rule is affiliate.Judge's, which looks at all reports of a scope as a
// set. So the state in an entry is that of the moment in which it came: what a
// later report does to it is nowhere written down, since everybody who has the
// same reports comes to the same by the same rule, in whatever order they came.
// That is also why nothing may be left out of the set but an exact repetition.
func judge(earlier []relayapi.ConversionBody, c *relayapi.ConversionBody) (repeats string) {
	report := c.Report()
	for _, e := range earlier {
		if e.Report().Says(report) {
			return e.ID
		}
	}
	standing := relayapi.Standings(append(slices.Clip(earlier), *c))[report.ID]
	c.State = relayapi.StateReported
	if standing.Verdict == affiliate.VerdictUnresolved {
		c.State = relayapi.StateUnresolved
	}
	c.Corrects, c.ConflictsWith = string(standing.Corrects), string(standing.ConflictsWith)
	return ""
}
