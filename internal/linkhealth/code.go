package linkhealth

import "linkledger/internal/probe"

// Code names a finding; codes are kept with results, so they don't change.
// Where a walk finds what a test purchase check can find too, it has the same.
type Code = probe.Code

// The findings on a link, from the relay's word.
const (
	CodeNotSynced Code = "not_synced"
	CodeLost      Code = "link_lost"
	CodePaused    Code = "link_paused"
	CodeEnded     Code = "offer_ended"
	CodeStillLive Code = "still_live"
	CodeElsewhere Code = "leads_elsewhere"
)

// The findings on a destination that only a sweep has.
const (
	CodeSoldOut       Code = "sold_out"
	CodeHomeRedirect  Code = "home_redirect"
	CodeNotLetIn      Code = "not_let_in"
	CodeStoppedAtCJ   Code = "stopped_at_cj"
	CodeRelationship  Code = "relationship_expired"
	CodeCertEndsSoon  Code = "certificate_ends_soon"
	CodeUnencrypted   Code = "unencrypted_hop"
	CodeClickIDLost   Code = "click_id_lost"
	CodeNoDestination Code = "no_destination"
)

// Minor reports whether links with such a finding still lead shoppers on and
// credit members.
func Minor(c Code) bool {
	switch c {
	case CodeNotSynced, CodeStillLive, CodeNotLetIn, CodeCertEndsSoon, CodeUnencrypted, CodeEnded, probe.CodeUTMsLost, probe.CodeUTMsOverwritten:
		return true
	}
	return false
}
