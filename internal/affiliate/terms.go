package affiliate

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"linkledger/internal/money"
)

// Terms are what an advertiser pays by its programme at CJ, as CJ says it. What
// is empty or zero is not known. Its JSON form is a setting in the log.
type Terms struct {
	AdvertiserID string        `json:"advertiser_id"`
	ID           string        `json:"id,omitempty"`
	Name         string        `json:"name,omitempty"`
	Status       string        `json:"status,omitempty"` // of the contract: ACTIVE, PENDING_OFFER, EXPIRED …
	Start        time.Time     `json:"start,omitzero"`   // of the contract
	End          time.Time     `json:"end,omitzero"`     // zero while it has no end
	Actions      []TermsAction `json:"actions,omitempty"`
}

// TermsAction is what is paid for one kind of action, such as a sale.
type TermsAction struct {
	TrackerID     string      `json:"tracker_id,omitempty"`
	Name          string      `json:"name,omitempty"`
	Type          string      `json:"type,omitempty"`
	ReferralDays  int         `json:"referral_days,omitempty"` // how long after a click an action still counts
	LockingMethod string      `json:"locking_method,omitempty"`
	LockingDays   int         `json:"locking_days,omitempty"`
	Rates         []TermsRate `json:"rates,omitempty"`
}

// TermsRate is one rate, for what it is narrowed to.
type TermsRate struct {
	Rank        int    `json:"rank,omitempty"`
	Situation   string `json:"situation,omitempty"` // such as "New Customer"
	ItemList    string `json:"item_list,omitempty"`
	Property    string `json:"property,omitempty"` // the PID's name, for some only
	ViewThrough bool   `json:"view_through,omitempty"`
	Kind        string `json:"kind,omitempty"` // RatePercent and the like
	Value       string `json:"value"`          // a decimal
	Currency    string `json:"currency,omitempty"`
}

// The kinds of a rate. Source: code that runs against programs.api.cj.com.
const (
	RatePercent  = "PERCENT"
	RateFixed    = "FIXED"
	RatePerOrder = "FIXED_PER_ORDER"
)

// The status of a contract under which CJ pays.
const TermsActive = "ACTIVE"

// Words are the terms, a line for each thing that a manager should know.
func (t Terms) Words() []string {
	var lines []string
	if t.Status != "" {
		lines = append(lines, "The contract is "+plainCode(t.Status)+".")
	}
	for _, a := range t.Actions {
		lines = append(lines, a.title()+": "+strings.Join(a.RateWords(), ", ")+".")
		if words := a.Referral(); words != "" {
			lines = append(lines, a.title()+": counts up to "+words+" after the click.")
		}
		if words := a.Locking(); words != "" {
			lines = append(lines, a.title()+": "+words+".")
		}
	}
	return lines
}

func (a TermsAction) title() string { return cmp.Or(a.Name, a.TrackerID, "Action") }

// RateWords are the rates, the most general last: CJ takes the first that fits.
func (a TermsAction) RateWords() []string {
	if len(a.Rates) == 0 {
		return []string{"no rate is shown"}
	}
	words := make([]string, len(a.Rates))
	for i, r := range a.Rates {
		words[i] = r.Words()
	}
	return words
}

// Referral is the time after a click in which an action counts, such as
// "30 days"; empty when unknown.
func (a TermsAction) Referral() string { return days(a.ReferralDays) }

// Locking says when an action becomes final; empty when unknown.
func (a TermsAction) Locking() string {
	switch a.LockingMethod {
	case "":
		return ""
	case "IMMEDIATE":
		return "final at once"
	case "FIXED_DATE":
		return "final after the 10th of the next month"
	case "FIXED_DURATION":
		return "final " + cmp.Or(days(a.LockingDays), "a fixed time") + " after the sale"
	case "OPEN_ENDED":
		return "final when the brand accepts it"
	default:
		return "final by the rule " + plainCode(a.LockingMethod)
	}
}

// Words are the rate as a person says it: "8 % of the sale for New Customer".
func (r TermsRate) Words() string {
	text := r.amount()
	if r.Situation != "" {
		text += " for " + r.Situation
	}
	if r.ItemList != "" {
		text += " on the products of " + r.ItemList
	}
	if r.Property != "" {
		text += " through " + r.Property
	}
	if r.ViewThrough {
		text += " after a view without a click"
	}
	return text
}

func (r TermsRate) amount() string {
	fixed := strings.TrimSpace(r.Value + " " + r.Currency)
	switch r.Kind {
	case RatePercent:
		return r.Value + " % of the sale"
	case RateFixed:
		return fixed
	case RatePerOrder:
		return fixed + " for each order"
	default:
		return strings.TrimSpace(fixed + " " + plainCode(r.Kind))
	}
}

// Of is what the rate makes of a sale; false where that can't be told: for a
// rate in another currency, or one that this program doesn't know.
func (r TermsRate) Of(sale money.Amount) (money.Amount, bool) {
	switch {
	case r.ViewThrough:
	case r.Kind == RatePercent:
		percent, err := money.ParseDecimal(r.Value)
		if err != nil {
			return money.Amount{}, false
		}
		amount, err := sale.Percent(percent)
		return amount, err == nil
	case r.Kind == RatePerOrder && strings.EqualFold(r.Currency, string(sale.Currency)):
		amount, err := money.Parse(r.Value, sale.Currency)
		return amount, err == nil
	}
	return money.Amount{}, false
}

// place says what a rate is for, whatever it is.
func (r TermsRate) place() string {
	r.Kind, r.Value, r.Currency, r.Rank = RateFixed, "", "", 0
	return strings.TrimSpace(r.Words())
}

func days(n int) string {
	switch {
	case n <= 0:
		return ""
	case n == 1:
		return "1 day"
	default:
		return fmt.Sprintf("%d days", n)
	}
}

// plainCode is one of CJ's enum values in lower case, with spaces.
func plainCode(code string) string {
	return strings.ToLower(strings.ReplaceAll(code, "_", " "))
}
