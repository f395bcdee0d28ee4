package sandbox

import (
	"time"
)

// The JSON of the control API: amounts as decimal text beside their currency.

type stateView struct {
	Now             time.Time        `json:"now"`
	PublisherCID    string           `json:"publisher_cid"`
	PID             string           `json:"pid"`
	Ads             []adView         `json:"ads"`
	Faults          []faultView      `json:"faults"`
	PageLimit       int              `json:"page_limit"`
	Postbacks       []postbackView   `json:"postbacks"`
	Clicks          []clickView      `json:"clicks"`
	Orders          []orderView      `json:"orders"`
	ConversionCalls []callView       `json:"conversion_calls"`
	Commissions     []commissionView `json:"commissions"`
	Payments        []paymentView    `json:"payments"`
	Deliveries      []deliveryView   `json:"deliveries"`
}

type adView struct {
	AID            string `json:"aid"`
	AdvertiserCID  string `json:"advertiser_cid"`
	AdvertiserName string `json:"advertiser_name"`
	Name           string `json:"name"`
	SKU            string `json:"sku"`
	Product        string `json:"product"`
	Price          string `json:"price"`
	Currency       string `json:"currency"`
	CommissionRate string `json:"commission_rate_percent"`
	ClickPath      string `json:"click_path"`
	ProductPath    string `json:"product_path"`
}

type faultView struct {
	Name        Fault  `json:"name"`
	Part        string `json:"part"`
	Description string `json:"description"`
	On          bool   `json:"on"`
}

type postbackView struct {
	AID      string `json:"aid"`
	Template string `json:"template"`
	Delay    string `json:"delay"`
}

type clickView struct {
	CJEvent     string    `json:"cjevent"`
	PID         string    `json:"pid"`
	AID         string    `json:"aid"`
	SID         string    `json:"sid"`
	Destination string    `json:"destination"`
	Referrer    string    `json:"referrer"`
	Time        time.Time `json:"time"`
}

type orderView struct {
	OrderID    string     `json:"order_id"`
	Lines      []lineView `json:"lines"`
	Amount     string     `json:"amount"`
	Currency   string     `json:"currency"`
	Coupon     string     `json:"coupon"`
	Country    string     `json:"country"`
	CustStatus string     `json:"cust_status"`
	CJEvent    string     `json:"cjevent"`
	Time       time.Time  `json:"time"`
	S2SURL     string     `json:"s2s_url"`
	S2SNote    string     `json:"s2s_note"`
}

type lineView struct {
	SKU      string `json:"sku"`
	Product  string `json:"product"`
	Quantity int64  `json:"quantity"`
	Price    string `json:"price"`
}

type callView struct {
	Time    time.Time `json:"time"`
	Query   string    `json:"query"`
	OrderID string    `json:"order_id"`
	Outcome string    `json:"outcome"`
}

type commissionView struct {
	CommissionID     string    `json:"commission_id"`
	OriginalActionID string    `json:"original_action_id"`
	Original         bool      `json:"original"`
	CorrectionReason string    `json:"correction_reason"`
	OrderID          string    `json:"order_id"`
	Status           Status    `json:"status"`
	AID              string    `json:"aid"`
	SID              string    `json:"sid"`
	ClickDate        time.Time `json:"click_date"`
	EventDate        time.Time `json:"event_date"`
	PostingDate      time.Time `json:"posting_date"`
	LockingDate      time.Time `json:"locking_date"`
	SaleAmount       string    `json:"sale_amount"`
	Commission       string    `json:"commission"`
	Currency         string    `json:"currency"`
	PaymentID        string    `json:"payment_id"`
}

type paymentView struct {
	PaymentID     string    `json:"payment_id"`
	Date          time.Time `json:"date"`
	Amount        string    `json:"amount"`
	Currency      string    `json:"currency"`
	CommissionIDs []string  `json:"commission_ids"`
}

type deliveryView struct {
	AID          string        `json:"aid"`
	OrderID      string        `json:"order_id"`
	CommissionID string        `json:"commission_id"`
	State        DeliveryState `json:"state"`
	Due          time.Time     `json:"due"`
	Attempts     []attemptView `json:"attempts"`
}

type attemptView struct {
	Time   time.Time `json:"time"`
	URL    string    `json:"url"`
	Status int       `json:"status"`
	Reply  string    `json:"reply"`
	Error  string    `json:"error"`
}
