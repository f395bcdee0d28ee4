package affiliate

// CJRole is whose account at CJ the token belongs to, and so which rows CJ
// shows: only a publisher's tell which click a sale came from.
type CJRole string

// The roles. A workspace that says none is a publisher.
const (
	CJPublisher  CJRole = "publisher"  // CJ pays us; rows have the click's sid
	CJAdvertiser CJRole = "advertiser" // the brand's own account: CJ pays others, and rows have no sid
)

// CJPayments is the setting of how CJ pays the account. Sources for the
// defaults: the CJ integration guide ("on the 1st", "2-5 business days").
type CJPayments struct {
	PayDay     int   `json:"pay_day"`     // day of the month, 1 to 28
	CreditFrom int   `json:"credit_from"` // business days until the money is here
	CreditTo   int   `json:"credit_to"`
	Minimum    int64 `json:"minimum"` // minor units; CJ pays no less and rolls over what is below
}

// DefaultCJPayments count where nothing was set.
var DefaultCJPayments = CJPayments{PayDay: 1, CreditFrom: 2, CreditTo: 5}

// Check validates the setting as a form sends it: an *Error with Fields.
func (p CJPayments) Check() error {
	wrong := fieldErrors{}
	if p.PayDay < 1 || p.PayDay > 28 {
		wrong.add("payDay", "Enter a day of the month from 1 to 28.")
	}
	if p.CreditFrom < 0 || p.CreditFrom > 60 {
		wrong.add("creditFrom", "Enter 0 to 60 business days.")
	}
	if p.CreditTo < p.CreditFrom || p.CreditTo > 60 {
		wrong.add("creditTo", "Enter as many business days as at the soonest, or more, up to 60.")
	}
	if p.Minimum < 0 {
		wrong.add("minimum", "Enter an amount such as 50.00, or nothing.")
	}
	return wrong.err()
}
