package desktop

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"linkledger/internal/affiliate"
	"linkledger/internal/cj"
	"linkledger/internal/money"
	"linkledger/internal/secret"
)

// CJ is the programme's account at CJ: what its token can do, what is read of
// it, what can be promoted, and on which terms.
type CJ struct{ app *App }

// Roles are the kinds of account, with what each can do.
func (c *CJ) Roles() ([]CJRoleChoice, error) {
	return []CJRoleChoice{
		{Value: string(affiliate.CJPublisher), Label: "Publisher",
			Means: "The account that the brand's CJ programme invited, and that CJ pays.",
			Can: []string{"Every sale with the click that it came from, so each member is credited by their links",
				"What CJ pays you, and when it becomes final", "CJ's links and the programme's terms"},
			Cannot: []string{}, Instead: []string{}},
		{Value: string(affiliate.CJAdvertiser), Label: "Advertiser",
			Means: "The brand's own account. CJ bills it, and pays its publishers, not you.",
			Can:   []string{"Every sale of the programme with its amount, order number, status and corrections"},
			Cannot: []string{"Which click a sale came from, so members who share a PID can't be told apart by their links alone",
				"What CJ pays you: commissions count as none in the books", "CJ's links and the programme's terms"},
			Instead: []string{"Postbacks: a sale is credited by its click where a postback brought the same order number.",
				"One PID for each member: enter it with the member.", "Promo codes: enter each member's codes with the member."}},
	}, nil
}

// Check asks CJ with the form's token, or the stored one, and saves nothing.
func (c *CJ) Check(form CJForm) (CJCheck, error) {
	return do(c.app, func(s *session) (CJCheck, error) {
		if err := checkAccount(form); err != nil {
			return CJCheck{}, err
		}
		token := clean(form.Token)
		if token == "" {
			var err error
			if token, err = s.vault.Get(secretCJToken); errors.Is(err, secret.ErrNotFound) {
				return CJCheck{}, field("token", "Paste a personal access token of developers.cj.com.")
			} else if err != nil {
				return CJCheck{}, err
			}
		}
		client, err := s.cjClient(accountOf(form), token)
		if err != nil {
			return CJCheck{}, field("token", sentence(err.Error()))
		}
		access, err := client.Check(s.ctx)
		if err != nil {
			return refusedCheck(err)
		}
		v := viewAccess(access, roleOf(form.Role))
		before, err := s.store.Workspace(s.ctx)
		if err != nil {
			return CJCheck{}, err
		}
		receipts, err := s.store.Receipts(s.ctx)
		v.Notes = append(v.Notes, currencyNotes(before, form.Currency, receipts)...)
		return v, err
	})
}

// currencyNotes say what comes of another currency than the account had.
func currencyNotes(before affiliate.Workspace, currency string, receipts []affiliate.Receipt) []string {
	if before.CID == "" || currency == before.Currency {
		return nil
	}
	notes := []string{fmt.Sprintf("CJ's amounts name no currency: the sales of the last year are read again in %s once this is saved.", currency)}
	n := 0
	for _, r := range receipts {
		if r.Source == affiliate.ReceiptCJ && !r.Cancelled && r.Currency == before.Currency {
			n++
		}
	}
	if n > 0 {
		notes = append(notes, fmt.Sprintf("You have recorded %s of CJ's in %s. Recorded payments keep their currency and settle no sale in another: look through them under Payments afterwards.",
			counted(n, "payment"), before.Currency))
	}
	return notes
}

// refusedCheck is an answer, too: the form shows it, and may be saved all the same.
func refusedCheck(err error) (CJCheck, error) {
	v := CJCheck{Message: sentence(err.Error()), Notes: []string{}}
	switch {
	case errors.Is(err, cj.ErrRights):
		v.Kind, v.Hint = "rights", "The token itself works. Nothing was saved or changed."
	case errors.Is(err, cj.ErrCredential):
		v.Kind, v.Hint = "credential", "Paste the token again, whole. Nothing was saved or changed."
	case errors.Is(err, cj.ErrTryLater):
		v.Kind, v.Hint = "later", "You can save all the same: CJ is asked again by itself. Nothing was changed yet."
	case errors.Is(err, cj.ErrUnexpected):
		v.Kind, v.Hint = "bug", "You can save all the same. Nothing was changed yet."
	default:
		return CJCheck{}, err
	}
	return v, nil
}

func viewAccess(a cj.Access, wanted affiliate.CJRole) CJCheck {
	v := CJCheck{OK: true, Kind: "works", Role: string(a.Role), Rows: a.Rows, Newest: viewTime(a.Newest), Notes: append([]string{}, a.Warnings...)}
	more := ""
	if a.More {
		more = "more than "
	}
	switch {
	case a.Role != wanted:
		v.Message = fmt.Sprintf("The token works, but it is %s's, not %s's.", kindOf(a.Role), kindOf(wanted))
		v.Hint = "Choose the other kind of account, or paste another token."
	case a.Newest.IsZero():
		v.Message = "The token works, but CJ shows no commissions of the last year for this account."
	case a.Rows == 0:
		v.Message = "The token works. The newest commission was posted on " + a.Newest.Format("2 January 2006") + "."
	case a.Rows == 1:
		v.Message = "The token works. CJ lists 1 commission of the last 31 days."
	default:
		v.Message = fmt.Sprintf("The token works. CJ lists %s%d commissions of the last 31 days.", more, a.Rows)
	}
	if wanted == affiliate.CJAdvertiser && a.Role == wanted {
		v.Notes = append(v.Notes, "An advertiser's token names no clicks: members are credited by postbacks, by a PID of their own, or by promo codes.")
	}
	return v
}

func kindOf(role affiliate.CJRole) string {
	if role == affiliate.CJAdvertiser {
		return "an advertiser"
	}
	return "a publisher"
}

// checkAccount validates the form but for its token.
func checkAccount(form CJForm) error {
	wrong := map[string]string{}
	if !isNumber(clean(form.CID)) {
		wrong["cid"] = "Enter the account's number at CJ (CID), such as 7000001."
	}
	if form.PID != "" && !isNumber(clean(form.PID)) {
		wrong["pid"] = "Enter the number of the promotional property (PID)."
	}
	if !money.Currency(form.Currency).Known() {
		wrong["currency"] = "Enter the currency that CJ pays in, such as USD."
	}
	switch affiliate.CJRole(form.Role) {
	case "", affiliate.CJPublisher, affiliate.CJAdvertiser:
	default:
		wrong["role"] = "Choose publisher or advertiser."
	}
	if len(wrong) > 0 {
		return &affiliate.Error{Code: affiliate.Invalid, Message: "Some fields need another look.", Fields: wrong}
	}
	return nil
}

func accountOf(form CJForm) affiliate.Workspace {
	return affiliate.Workspace{CID: clean(form.CID), PID: clean(form.PID), Currency: form.Currency, CJRole: roleOf(form.Role)}
}

// roleOf is a role as it is kept: forms and views of before there was a choice
// name none.
func roleOf(text string) affiliate.CJRole {
	return cmp.Or(affiliate.CJRole(text), affiliate.CJPublisher)
}

// publisher is the client of the account as it is set up, which must be a
// publisher's for what CJ shows to those only.
func (s *session) publisher(ctx context.Context) (*cj.Client, affiliate.Workspace, error) {
	w, err := s.store.Workspace(ctx)
	if err != nil {
		return nil, w, err
	}
	client, err := s.cj(ctx)
	if err == nil && client == nil {
		err = affiliate.Errorf(affiliate.Unavailable, "CJ is not set up on this computer yet.").WithHint("Enter the account and its token under Settings.")
	}
	return client, w, err
}
