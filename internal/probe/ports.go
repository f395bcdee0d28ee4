package probe

import (
	"context"
	"errors"
	"time"

	"linkledger/internal/money"
)

// Links makes test links.
type Links interface {
	// TestLink returns a link of the offer that is marked as test and known at
	// the relay.
	TestLink(ctx context.Context, offerID string) (Link, error)
}

// Link is a member link.
type Link struct {
	URL      string `json:"url"`
	Number   int64  `json:"number"`
	Test     bool   `json:"test"`
	Paused   bool   `json:"paused,omitempty"`   // it or its offer, as far as is known here
	Fallback string `json:"fallback,omitempty"` // where links that don't run lead; may be empty
	UTMs     []UTM  `json:"utms,omitempty"`     // what the offer puts on the landing page
}

// UTM is a parameter that the landing page should get. Of a value with a macro
// that is not filled here, only the presence is checked.
type UTM struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Walking follows a link; Walker does.
type Walking interface {
	Walk(ctx context.Context, link, agent string) (Trail, error)
}

// Relay shows what the relay recorded.
type Relay interface {
	// Clicks are the latest clicks of a link, in any order.
	Clicks(ctx context.Context, link int64) ([]Click, error)
	// Postbacks are the latest calls since a time that name a click of the link,
	// and the refused ones, which may have meant one, in any order.
	Postbacks(ctx context.Context, link int64, since time.Time) ([]Postback, error)
}

// Click is a click as the relay logged it.
type Click struct {
	ClickID  string
	At       time.Time
	Browser  string
	Rejected string // why it does not count; empty when it does
}

// Postback is a call as the relay received it. The texts are what it says of
// the sale, by the offer's names for its parameters; empty when it does not.
type Postback struct {
	At       time.Time
	Accepted bool
	Reply    string // what the caller was told
	Query    string // verbatim but for tokens
	ClickID  string // of the link; empty when it names none
	OrderID  string
	Sale     string
	Payout   string
	Currency string
	Minor    bool   // amounts are whole cents
	Of       string // the offer whose token it came with, when that is another one
}

// Shopper buys. A check without one waits for a person to.
type Shopper interface {
	// Buy places an order on the landing page and returns it.
	Buy(ctx context.Context, landing Page) (Order, error)
}

// Order is what was bought. An amount without a currency is unknown.
type Order struct {
	ID     string
	Amount money.Amount // for commission: without tax and shipping
}

// Desk is this computer's own database, and what keeps it up to date.
type Desk interface {
	// News brings the database up to date with relay and CJ as far as that is
	// the check's business, and tells how current it is.
	News(ctx context.Context) (News, error)
	// Sales are those of the link, and of an order number if one is given, that
	// were recorded since a time; and those since that CJ has of nobody's click.
	Sales(ctx context.Context, link int64, order string, since time.Time) ([]Sale, error)
}

// News tells how current the database is. CJ's error is ErrCJToken when asking
// again won't help.
type News struct {
	Relay  error     // why the relay's log can't be read; nil when it can
	CJ     error     // the same of CJ's ledger
	CJAt   time.Time // when that was read last
	NoCJ   bool      // no CJ account is connected
	Unread int       // rows of CJ's that could not be read
}

// Errors of CJ that have a finding of their own.
var (
	ErrCJToken      = errors.New("CJ refused the token")
	ErrCJUnexpected = errors.New("CJ answered something unexpected")
)

// Sale is a conversion as this computer keeps it.
type Sale struct {
	ID       string
	ClickID  string
	OrderID  string
	Ours     bool // credited to the test link
	Test     bool
	Reported time.Time
	Amount   money.Amount
	Payout   money.Amount // what the member would earn by the rules
	NoRule   bool         // no payout rule is for it
	Working  string       // how the payout was worked out
	Status   string       // in words
	Stands   bool         // it was neither rejected nor taken back
	Why      string       // it does not stand, or waits for somebody's decision
	Row      *Commission  // CJ's; nil until it is here
}

// Commission is a row of CJ's ledger.
type Commission struct {
	ID         string
	ShopperID  string
	Sale       money.Amount
	Commission money.Amount // what CJ pays the publisher account
	Status     string
	EventAt    time.Time // of the sale
	LocksAt    time.Time
	// Expected is the commission by the programme's terms; without a currency
	// when they don't tell. Terms are the words of the rate.
	Expected money.Amount
	Terms    string
}
