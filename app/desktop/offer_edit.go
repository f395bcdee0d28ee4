package desktop

import (
	"slices"

	"linkledger/internal/affiliate"
)

// seen is the version of the payout rule that the person edited.
func (f OfferForm) seen() string {
	if f.Was == nil {
		return ""
	}
	return f.Was.Seen
}

// editedOffer puts what the person changed in the form, read as is, on the
// offer as it stands; what arrived meanwhile in other fields is kept.
func (s *session) editedOffer(stands, is affiliate.Offer, form OfferForm) (affiliate.Offer, error) {
	is.Type, is.Status, is.RuleID, is.CreatedAt = stands.Type, stands.Status, stands.RuleID, stands.CreatedAt
	is.PostbackToken, is.PostbackTokens, is.TagToken = stands.PostbackToken, stands.PostbackTokens, stands.TagToken
	edit, signed := is, form.PostbackSigned
	if form.Was != nil {
		was, _, _ := s.offerOf(*form.Was) // its destination is worked out anew below
		was.Type, was.Status, was.RuleID, was.CreatedAt = is.Type, is.Status, is.RuleID, is.CreatedAt
		was.PostbackToken, was.PostbackTokens, was.TagToken = is.PostbackToken, is.PostbackTokens, is.TagToken
		was.Destination, was.LandingQuery = is.Destination, is.LandingQuery
		rules := editedRules(stands.Postback, was.Postback, is.Postback)
		is.Postback, was.Postback = affiliate.PostbackRules{}, affiliate.PostbackRules{}
		var err error
		if edit, err = edited(stands, was, is); err != nil {
			return is, err
		}
		edit.Postback = rules
		if form.PostbackSigned == form.Was.PostbackSigned {
			signed = stands.Postback.SigningKey != ""
		}
		if edit, _, err = routed(edit); err != nil {
			return is, err
		}
		if err := edit.Check(s.policy); err != nil {
			return is, err
		}
	}
	edit.Postback.SigningKey = ""
	edit, err := s.tagged(edit)
	if err != nil {
		return is, err
	}
	edit.Postback, err = s.signed(edit.Postback, stands.Postback.SigningKey, signed)
	return edit, err
}

// editedRules does the same with each of the postback settings.
func editedRules(stands, was, is affiliate.PostbackRules) affiliate.PostbackRules {
	if !slices.Equal(was.Names, is.Names) {
		stands.Names = is.Names
	}
	if was.Amounts != is.Amounts {
		stands.Amounts = is.Amounts
	}
	if !slices.Equal(was.Networks, is.Networks) {
		stands.Networks = is.Networks
	}
	return stands
}
