package relayapi

// The kinds of log entries. A reader keeps entries of other kinds and folds
// them after an upgrade.
const (
	KindClicks     = "clicks"     // ClicksBody, written by the relay
	KindConversion = "conversion" // ConversionBody, written by the relay
	KindCJ         = "cj"         // Sealed: one CJ commission row as a device pulled it
	KindChange     = "change"     // Sealed: one decision of a person
	KindClaim      = "claim"      // ClaimBody: what a payment settles
	KindKey        = "key"        // KeyBody: the keys that open what is sealed, for those who may read on
)

// RelayDevice is the device and actor of entries that the relay writes.
const RelayDevice = "relay"

// Problem codes.
const (
	CodeUnauthorized = "unauthorized"
	CodeInvalid      = "invalid"
	CodeTooLarge     = "too_large"
	CodeTooMany      = "too_many"
	CodeEpochChanged = "epoch_changed"
	CodeRecovering   = "recovering"
	CodeNothingLost  = "nothing_lost"
	CodeClaimRefused = "claim_refused"
	CodeCodeTaken    = "code_taken"
	CodeSlugTaken    = "slug_taken"
	CodeNotFound     = "not_found"
	CodeUnavailable  = "unavailable"
	CodeInternal     = "internal"
)

// States of a reported conversion.
const (
	StateReported   = "reported"
	StateUnresolved = "unresolved"
)

// Kinds of reported conversions.
const (
	KindSale        = "sale"
	KindCorrection  = "correction"
	KindReversal    = "reversal"
	KindRestatement = "restatement"
)

// Error makes Problem an error, so that a client can return what the relay said.
func (p Problem) Error() string {
	if p.Hint == "" {
		return p.Message
	}
	return p.Message + " " + p.Hint
}
