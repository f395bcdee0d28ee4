package postback

// Preset says under which names a network's postback sends each field; the
// first name that holds a value counts. Names are in lower case.
type Preset struct {
	Name      string
	ClickID   []string
	Sale      []string
	Payout    []string
	OrderID   []string
	NetworkID []string
	Currency  []string
	Status    []string
}

// Names of the presets.
const (
	CJ   = "cj"
	TUNE = "tune"
)

// presets: CJ documents no names of its own, its account manager fills the
// slots of the URL that we publish (reference: TUNE help, "CJ Affiliate"); the
// integration guide names Transaction ID, Sale Amount and Payout. TUNE's names
// are those of aff_lsr (support.tune.com, "Server Postback").
var presets = map[string]Preset{
	CJ: {
		Name:      CJ,
		ClickID:   []string{"transaction_id", "sid", "click_id", "shopper_id", "shopperid"},
		Sale:      []string{"sale_amount", "amount"},
		Payout:    []string{"payout", "commission", "revenue"},
		OrderID:   []string{"order_id", "oid", "adv_unique1"},
		NetworkID: []string{"network_id", "commission_id"},
		Currency:  []string{"currency"},
		Status:    []string{"status"},
	},
	TUNE: {
		Name:      TUNE,
		ClickID:   []string{"transaction_id", "click_id", "sid"},
		Sale:      []string{"amount", "sale_amount"},
		Payout:    []string{"payout", "revenue", "commission"},
		OrderID:   []string{"adv_unique1", "order_id", "oid"},
		NetworkID: []string{"network_id", "commission_id"},
		Currency:  []string{"currency"},
		Status:    []string{"status"},
	},
}

// Lookup finds a preset by its name.
func Lookup(name string) (Preset, bool) {
	p, ok := presets[name]
	return p, ok
}
