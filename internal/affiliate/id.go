package affiliate

import (
	"fmt"
	"io"
)

// Named ids, so that mixing two kinds does not compile. Each is opaque: 16
// characters of lower-case base32, 80 random bits.
type (
	OfferID      string
	MemberID     string
	GroupID      string
	RuleID       string
	LinkID       string
	ConversionID string
	EarningID    string
	PaymentID    string
	ReceiptID    string
	AdjustmentID string
	OpeningID    string
)

const idLength = 16

// NewID makes an id from a source of randomness.
func NewID[T ~string](random io.Reader) (T, error) {
	var raw [idLength]byte
	if _, err := io.ReadFull(random, raw[:]); err != nil {
		return "", fmt.Errorf("make an id: %w", err)
	}
	for i, b := range raw {
		raw[i] = base32Lower[b&31]
	}
	return T(raw[:]), nil
}

// IsID reports whether a text has the form of an id.
func IsID(text string) bool {
	if len(text) != idLength {
		return false
	}
	for i := range len(text) {
		if base32Value[text[i]] == 0xff {
			return false
		}
	}
	return true
}
