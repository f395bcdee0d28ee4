package sandbox

import (
	"net/http"

	"linkledger/internal/money"
	"linkledger/internal/sandbox/commission"
)

// ledgerRoutes steer what CJ and the brand do with CJ's ledger.
func (s *Sandbox) ledgerRoutes(route func(pattern string, handle func(*http.Request) (any, error))) {
	route("POST /control/orders/{oid}/accept", s.controlOrder(s.AcceptOrder))
	route("POST /control/orders/{oid}/decline", s.controlOrder(func(orderID string) error {
		return s.DeclineOrder(orderID, commission.OtherReason)
	}))
	route("POST /control/orders/{oid}/lower", s.controlAmount(func(orderID string, amount money.Amount) error {
		return s.LowerOrder(orderID, amount, commission.Returned)
	}))
	route("POST /control/orders/{oid}/adjust", s.controlAmount(func(orderID string, amount money.Amount) error {
		return s.AdjustOrder(orderID, amount, commission.OtherReason)
	}))
	route("POST /control/bonus", s.controlAmount(func(_ string, amount money.Amount) error { return s.GiveBonus(amount, "") }))
	route("PUT /control/fault-rate", s.controlFaultRate)
	route("PUT /control/year", s.controlYear)
}

// controlAmount reads {"amount": "12.00"}; without one it is the zero value.
func (s *Sandbox) controlAmount(act func(orderID string, amount money.Amount) error) func(*http.Request) (any, error) {
	return func(r *http.Request) (any, error) {
		var body struct {
			Amount string `json:"amount"`
		}
		if err := readJSON(r, &body); err != nil {
			return nil, err
		}
		var amount money.Amount
		if body.Amount != "" {
			var err error
			if amount, err = money.Parse(body.Amount, accountCurrency); err != nil {
				return nil, invalid(`"amount": %v`, err)
			}
		}
		return done{true}, act(r.PathValue("oid"), amount)
	}
}

func (s *Sandbox) controlFaultRate(r *http.Request) (any, error) {
	var body struct {
		PerMille int     `json:"per_mille"`
		Of       []Fault `json:"of"`
		Seed     uint64  `json:"seed"`
	}
	if err := readJSON(r, &body); err != nil {
		return nil, err
	}
	return done{true}, s.SetFaultRate(FaultRate{PerMille: body.PerMille, Of: body.Of, Seed: body.Seed})
}

// controlYear generates the year before now.
func (s *Sandbox) controlYear(r *http.Request) (any, error) {
	var body struct {
		Orders int    `json:"orders"`
		Seed   uint64 `json:"seed"`
	}
	if err := readJSON(r, &body); err != nil {
		return nil, err
	}
	return done{true}, s.GenerateYear(YearBefore(s.clock.Now(), body.Orders, body.Seed))
}
