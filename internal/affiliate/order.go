package affiliate

// Order is what the network tells of a sale beside its amounts; payout rules
// may ask for it. What is empty is not known.
type Order struct {
	Lines    []OrderLine `json:"lines,omitempty"`
	Coupon   string      `json:"coupon,omitempty"`   // promo code, in upper case
	Country  string      `json:"country,omitempty"`  // ISO 3166 alpha-2 code
	Customer string      `json:"customer,omitempty"` // CustomerNew or CustomerReturning
}

// OrderLine is what was bought of one product.
type OrderLine struct {
	SKU      string `json:"sku"`
	List     string `json:"list,omitempty"` // CJ's item list, which stands for a category
	Quantity int    `json:"quantity"`
	Minor    int64  `json:"minor"` // of the whole line, less its discount, in the sale's currency
}
