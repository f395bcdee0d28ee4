package affiliate

import (
	"strings"
	"time"
	"unicode/utf8"

	"linkledger/internal/money"
)

// OrderImport is a file of the shop's orders that was read in. Its orders are
// in the log in parts, which come before it and count once it is there; removing
// it removes them all.
type OrderImport struct {
	ID       string   `json:"-"`
	Name     string   `json:"name"`           // of the file
	Shop     string   `json:"shop,omitempty"` // as ShopName; empty where there is only one
	Hash     string   `json:"hash"`           // of its bytes
	At       string   `json:"at"`             // when it was read in
	Parts    int      `json:"parts"`
	Lines    int      `json:"lines,omitempty"` // of the file, of which several may be one order
	Orders   int      `json:"orders"`
	LeftOut  int      `json:"left_out"`           // rows that could not be read
	Problems []string `json:"problems,omitempty"` // the first of them
	Note     string   `json:"note,omitempty"`     // how lines became orders
	From     string   `json:"from"`               // first and last day of its orders
	To       string   `json:"to"`
	First    string   `json:"first,omitempty"` // and their times, where all have one: RFC 3339
	Last     string   `json:"last,omitempty"`
	Unread   []string `json:"unread,omitempty"` // numbers of orders that could not be read, the first of many
	Currency string   `json:"currency"`         // of the total: that of most orders
	Minor    int64    `json:"minor"`
	Removed  bool     `json:"removed,omitempty"`

	Synced bool `json:"-"`
}

// ShopOrders is a part of an import: the body of a change whose key is the
// import's id, a slash and the part's number.
type ShopOrders struct {
	Orders []ShopOrder `json:"orders"`
}

// A part holds so many orders, and its body so many bytes.
const (
	MaxShopOrders     = 250
	MaxShopOrderBytes = 40 << 10
)

// ShopOrder is an order as the shop has it. Nothing of the customer is kept.
type ShopOrder struct {
	Number   string `json:"n"`
	At       string `json:"t"` // RFC 3339, or a day where the shop tells no time
	Minor    int64  `json:"a"` // without tax and shipping, before returns
	Currency string `json:"c"`
	Refund   int64  `json:"r,omitempty"` // minor units that went back
	Coupon   string `json:"k,omitempty"`
	Status   string `json:"s,omitempty"` // in the shop's words
	// Cancelled says that nothing of the order counts.
	Cancelled bool `json:"x,omitempty"`
}

// Lengths of an order's texts.
const (
	maxOrderNumber = 96
	maxOrderText   = 100
)

// Moment is when the order was placed: the beginning of its day in a time zone
// when the shop tells no time.
func (o ShopOrder) Moment(zone *time.Location) (at time.Time, timed bool, err error) {
	if IsDay(o.At) {
		at, err = time.ParseInLocation(dayLayout, o.At, zone)
		return at, false, err
	}
	at, err = time.Parse(time.RFC3339, o.At)
	return at, true, err
}

// Left is what counts of the order.
func (o ShopOrder) Left() money.Amount {
	if o.Cancelled {
		return money.New(0, money.Currency(o.Currency))
	}
	return money.New(o.Minor-o.Refund, money.Currency(o.Currency))
}

// Total is what the order was before returns.
func (o ShopOrder) Total() money.Amount { return money.New(o.Minor, money.Currency(o.Currency)) }

// Check tells what is wrong with an order as it is read in: an *Error.
func (o ShopOrder) Check() error {
	switch _, _, err := o.Moment(time.UTC); {
	case strings.TrimSpace(o.Number) == "":
		return Errorf(Invalid, "It has no order number.")
	case utf8.RuneCountInString(o.Number) > maxOrderNumber || !oneLine(o.Number):
		return Errorf(Invalid, "Its order number is too long to be one.")
	case err != nil:
		return Errorf(Invalid, "It has no day.")
	case !money.Currency(o.Currency).Known():
		return Errorf(Invalid, "%q is no currency.", o.Currency)
	case o.Minor < 0 || !o.Total().Sane() || !money.New(o.Refund, money.Currency(o.Currency)).Sane():
		return Errorf(Invalid, "%s is no amount of an order.", o.Total())
	case o.Refund < 0 || o.Refund > o.Minor:
		return Errorf(Invalid, "More went back than was paid.")
	case utf8.RuneCountInString(o.Coupon) > maxOrderText || utf8.RuneCountInString(o.Status) > maxOrderText:
		return Errorf(Invalid, "A text of it is too long.")
	}
	return nil
}

// CaseDecision is what a person makes of a case of the reconciliation. The last
// one stands; an empty outcome takes it back.
type CaseDecision struct {
	Key     string `json:"-"` // of the case
	Outcome string `json:"outcome"`
	Note    string `json:"note"`
	At      string `json:"at"` // RFC 3339
	// Of is the case as it was then: a decision is about nothing else.
	Of string `json:"of"`

	Synced bool `json:"-"`
}

// What a person makes of a case.
const (
	CaseAccept  = "accept"  // it is right as it is
	CaseCancel  = "cancel"  // CJ is to cancel it
	CaseRestate = "restate" // CJ is to take over the shop's amount
	CaseAsk     = "ask"     // CJ is asked for a missing sale
	CaseLater   = "later"   // looked at, not settled
)

// maxCaseText is far beyond every key and state that is made.
const maxCaseText = 200

// Check validates a decision as a form sends it: an *Error with Fields.
func (d CaseDecision) Check() error {
	wrong := fieldErrors{}
	if !oneOf(d.Outcome, "", CaseAccept, CaseCancel, CaseRestate, CaseAsk, CaseLater) {
		wrong.add("outcome", "Choose what is to be done.")
	}
	if utf8.RuneCountInString(d.Note) > maxReasonLength {
		wrong.add("note", "Use at most 500 characters.")
	}
	if d.Key == "" || len(d.Key) > maxCaseText || len(d.Of) > maxCaseText {
		wrong.add("keys", "Choose a sale of the list.")
	}
	return wrong.err()
}

// AdvertiserAccount are the brand's own numbers at CJ, which CJ's files need
// and its rows don't tell: a setting.
type AdvertiserAccount struct {
	CompanyID      string `json:"company_id"`
	EnterpriseID   string `json:"enterprise_id"`
	SubscriptionID string `json:"subscription_id"`
}

// Check validates the numbers as a form sends them: an *Error with Fields.
func (a AdvertiserAccount) Check() error {
	wrong := fieldErrors{}
	for name, value := range map[string]string{"companyId": a.CompanyID, "enterpriseId": a.EnterpriseID, "subscriptionId": a.SubscriptionID} {
		if len(value) > 20 || strings.Trim(value, "0123456789") != "" {
			wrong.add(name, "Use digits only, as CJ shows the number.")
		}
	}
	return wrong.err()
}
