package desktop

// Rules are the payout rules of offers.
type Rules struct{ app *App }

// Options feed the rule form.
func (r *Rules) Options() (PayoutOptions, error) { return PayoutOptions{}, errNotBuilt }

// List are an offer's rules in the order in which they are asked.
func (r *Rules) List(offerID string) (PayoutRules, error) { return PayoutRules{}, errNotBuilt }

// Check reads a form without publishing it.
func (r *Rules) Check(form RuleForm) (RuleCheck, error) { return RuleCheck{}, errNotBuilt }

// Publish adds a rule, or a new version of one.
func (r *Rules) Publish(form RuleForm) (PayoutRules, error) { return PayoutRules{}, errNotBuilt }

// End makes a rule apply to nothing from a day on; seen is the version that the
// person saw.
func (r *Rules) End(ruleID, from, seen string) (PayoutRules, error) {
	return PayoutRules{}, errNotBuilt
}

// WhatIf starts to replay past sales under a proposed rule, and returns at once.
func (r *Rules) WhatIf(form WhatIfForm) (WhatIfView, error) { return WhatIfView{}, errNotBuilt }

// WhatIfState is a replay as it stands.
func (r *Rules) WhatIfState(id string) (WhatIfView, error) { return WhatIfView{}, errNotBuilt }

// CancelWhatIf ends a replay.
func (r *Rules) CancelWhatIf(id string) error { return errNotBuilt }

// Attribution tells who gets an order that a link and a promo code both claim:
// "link" or "code".
func (r *Rules) Attribution() (string, error) { return "", errNotBuilt }

// SetAttribution changes that, for sales from today on.
func (r *Rules) SetAttribution(prefer string) (string, error) { return "", errNotBuilt }
