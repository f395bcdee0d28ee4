package earnings

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// Result is what an item comes to.
type Result struct {
	Amount      money.Amount // what the member earns: ByRule and the adjustments, never below nothing
	ByRule      money.Amount // what the rule pays and caps count; nothing of an unproven item
	RuleID      affiliate.RuleID
	RuleVersion int
	Inputs      Inputs
}

// Explanation says in one paragraph why the item earns what it does. It is made
// from the inputs alone, and only when it is asked for.
func (r Result) Explanation() string { return r.Inputs.Explanation() }

// Inputs are everything that made a result, kept with each earning, so that it
// can be worked out again and can always explain itself.
type Inputs struct {
	Day      string           `json:"day"`
	Clicks   int64            `json:"clicks,omitempty"` // of a click day
	OfClicks bool             `json:"of_clicks,omitempty"`
	Status   affiliate.Status `json:"status,omitempty"`
	Test     bool             `json:"test,omitempty"`
	Nobody   bool             `json:"nobody,omitempty"` // no member is known
	FromCJ   bool             `json:"from_cj,omitempty"`
	Unproven bool             `json:"unproven,omitempty"`
	Sale     Sum              `json:"sale,omitzero"`
	Coupon   string           `json:"coupon,omitempty"`
	Country  string           `json:"country,omitempty"`
	Customer string           `json:"customer,omitempty"`
	Expired  Expired          `json:"expired,omitzero"`

	Rule    *RuleInputs `json:"rule,omitempty"` // that pays; nil for none
	Skipped []Skipped   `json:"skipped,omitempty"`

	Rate    Rate      `json:"rate,omitzero"`
	Tier    *Reached  `json:"tier,omitempty"`
	Repeat  *Repeat   `json:"repeat,omitempty"`
	Bonuses []Reached `json:"bonuses,omitempty"`
	Cuts    []Cut     `json:"cuts,omitempty"`

	ByRule   Sum `json:"by_rule,omitzero"`
	Adjusted Sum `json:"adjusted,omitzero"`
	Amount   Sum `json:"amount,omitzero"`
}

// Rate is what the rule's rate, or that of its tier, makes of the item.
type Rate struct {
	Option  string `json:"option,omitempty"`
	Of      Sum    `json:"of,omitzero"` // what the percentage is of, where that is not the sale amount: CJ's commission, or some products' lines
	Percent string `json:"percent,omitempty"`
	Share   Sum    `json:"share,omitzero"` // what the percentage comes to
	Flat    Sum    `json:"flat,omitzero"`  // for the conversion, or each click
}

// Sum is an amount as it stands in inputs: "12.30 USD".
type Sum money.Amount

func (s Sum) String() string { return money.Amount(s).String() }

// MarshalText implements encoding.TextMarshaler.
func (s Sum) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler. An amount in a currency
// that this version does not know has no decimals.
func (s *Sum) UnmarshalText(text []byte) error {
	number, code, _ := strings.Cut(string(text), " ")
	if currency := money.Currency(code); currency.Known() {
		a, err := money.Parse(number, currency)
		*s = Sum(a)
		return err
	}
	minor, err := strconv.ParseInt(number, 10, 64)
	*s = Sum{Minor: minor, Currency: money.Currency(code)}
	return err
}

// RuleInputs tell which version of a rule is meant, and what it said.
type RuleInputs struct {
	ID      affiliate.RuleID `json:"id"`
	Version int              `json:"version"`
	Level   string           `json:"level"`
	Name    string           `json:"name,omitempty"`
	Words   string           `json:"words,omitempty"`
}

// Skipped is a rule that would have gone first, and why it did not apply.
type Skipped struct {
	Rule    *RuleInputs `json:"rule"`
	Why     string      `json:"why"`
	Unknown bool        `json:"unknown,omitempty"` // nobody has told what it asks for
	Wants   []string    `json:"wants,omitempty"`
}

// Reached is a threshold, and what was counted: a tier's highest step that was
// reached, with From 0 for none, or a bonus's.
type Reached struct {
	By      string         `json:"by"`
	Period  string         `json:"period"`
	Whole   bool           `json:"whole,omitempty"`
	From    int64          `json:"from"`
	Counted int64          `json:"counted"`        // minor units of the rule's currency, or conversions; this item included
	Bonus   Sum            `json:"bonus,omitzero"` // of a bonus
	Left    bool           `json:"left,omitempty"` // it can't be added to what the rule pays
	Unit    money.Currency `json:"unit,omitempty"`
}

// Repeat is a click's conversion among its others.
type Repeat struct {
	Number int    `json:"number"` // of the click, from 1
	First  string `json:"first"`  // sale day of the first
	Max    int    `json:"max,omitempty"`
	Until  string `json:"until,omitempty"` // last day that earns
	Over   bool   `json:"over,omitempty"`  // it earns nothing any more
}

// Cut is a cap that took something away.
type Cut struct {
	Period   string `json:"period"`
	Together bool   `json:"together,omitempty"`
	Cap      Sum    `json:"cap"`
	Paid     int64  `json:"paid"` // before, in minor units
	From     int64  `json:"from"` // what would have been paid
	To       int64  `json:"to"`
}

// JSON is the inputs as they are kept.
func (in Inputs) JSON() (string, error) {
	text, err := json.Marshal(in)
	return string(text), err
}

// ParseInputs reads inputs as JSON wrote them.
func ParseInputs(text string) (Inputs, error) {
	var in Inputs
	if err := json.Unmarshal([]byte(text), &in); err != nil {
		return Inputs{}, fmt.Errorf("read what made an earning: %w", err)
	}
	return in, nil
}
