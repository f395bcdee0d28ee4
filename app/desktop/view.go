package desktop

import (
	"time"

	"linkledger/internal/money"
)

// Money is an amount as it crosses the bridge: minor units as a decimal
// integer, and the same in major units ready to read out.
type Money struct {
	Minor    string `json:"minor"`
	Currency string `json:"currency"`
	Text     string `json:"text"`
}

func viewMoney(a money.Amount) Money {
	return Money{Minor: a.MinorText(), Currency: string(a.Currency), Text: a.Text()}
}

// viewTime is RFC 3339 in UTC, empty for no time.
func viewTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// Pair is a label and a value, for evidence and lists of facts.
type Pair struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// Choice is one option of a form.
type Choice struct {
	Value string `json:"value"`
	Label string `json:"label"`
	Hint  string `json:"hint"`
}
