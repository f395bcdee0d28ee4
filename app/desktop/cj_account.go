package desktop

import "linkledger/internal/affiliate"

// CJ is the programme's account at CJ: what its token can do, what is read of
// it, what can be promoted, and on which terms.
type CJ struct{ app *App }

var errNotBuilt = affiliate.Errorf(affiliate.Unavailable, "This part is not built yet.")

// Roles are the kinds of account, with what each can do.
func (c *CJ) Roles() ([]CJRoleChoice, error) { return nil, fail(errNotBuilt) }

// Check asks CJ with the form's token, or the stored one, and saves nothing.
func (c *CJ) Check(form CJForm) (CJCheck, error) { return CJCheck{}, fail(errNotBuilt) }

// SearchLinks looks for links to promote.
func (c *CJ) SearchLinks(form LinkSearchForm) (LinkSearchPage, error) {
	return LinkSearchPage{}, fail(errNotBuilt)
}

// OfferURL makes an offer's URL of a CJ link and a page of the shop.
func (c *CJ) OfferURL(form DeepLinkForm) (string, error) { return "", fail(errNotBuilt) }

// Terms are the programme terms of an offer's advertiser as they were last read.
func (c *CJ) Terms(offerID string) (TermsView, error) { return TermsView{}, fail(errNotBuilt) }

// ReadTerms asks CJ for them now.
func (c *CJ) ReadTerms(offerID string) (TermsView, error) { return TermsView{}, fail(errNotBuilt) }

// SeenTerms says that a person has read what changed.
func (c *CJ) SeenTerms(offerID string) (TermsView, error) { return TermsView{}, fail(errNotBuilt) }
