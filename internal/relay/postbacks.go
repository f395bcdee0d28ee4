package relay

import (
	"context"
	"errors"
	"io"
	"net/http"
	"time"

	"github.com/google/uuid"

	"linkledger/internal/affiliate"
	"linkledger/internal/relay/postback"
	"linkledger/internal/relayapi"
)

const (
	maxPostbackBody = 64 << 10
	maxKeptText     = 4 << 10
	// keptUnknown bounds the calls with a wrong token, which anybody can make.
	keptUnknown = 1000
)

// refusal is why a call is not accepted, and the status that says so.
type refusal struct {
	status int
	reason string
}

func (r refusal) Error() string { return r.reason }

// incoming is one call on its way through.
type incoming struct {
	call        relayapi.PostbackCall
	query, body string // as they came
	contentType string
	tokens      []string // what to take out of the texts that are kept
	caller      string   // address
	owner       string   // workspace id, empty when unknown
	known       bool     // the token was right
	door        door
}

// door is the way by which reports come in.
type door struct {
	preset  string // instead of the offer's; empty for that
	browser bool   // pages of the shop, with a token that is public
	answer  func(w http.ResponseWriter, status int, text string)
}

// postbackByPath answers GET and POST /postback/{token}.
func (r *Relay) postbackByPath(w http.ResponseWriter, req *http.Request) {
	token := req.PathValue("token")
	r.postback(w, req, "/postback/"+postback.ShortToken(token), token, door{answer: reply})
}

// postbackTUNE answers GET and POST /aff_lsr, in TUNE's shape: the token is a
// parameter, and the names are TUNE's whatever the offer's preset.
func (r *Relay) postbackTUNE(w http.ResponseWriter, req *http.Request) {
	r.postback(w, req, "/aff_lsr", "", door{preset: affiliate.PresetTUNE, answer: reply})
}

func (r *Relay) postback(w http.ResponseWriter, req *http.Request, path, token string, d door) {
	if req.Method != http.MethodGet && req.Method != http.MethodPost {
		w.Header().Set("Allow", "GET, POST")
		d.answer(w, http.StatusMethodNotAllowed, postback.Failure("call this with GET or POST"))
		return
	}
	if !r.limits.postbacks.TryAcquire(1) {
		r.metrics.postbacks.WithLabelValues("unavailable").Inc()
		w.Header().Set("Retry-After", "5")
		d.answer(w, http.StatusServiceUnavailable, postback.Failure("the relay has too many calls at once: send this call again"))
		return
	}
	defer r.limits.postbacks.Release(1)
	in, err := r.receive(w, req, path, token, d)
	if err == nil {
		err = r.accept(req.Context(), in, token)
	}
	var no refusal
	switch {
	case err == nil:
		r.metrics.postbacks.WithLabelValues("accepted").Inc()
		d.answer(w, http.StatusOK, postback.Success)
	case errors.As(err, &no) && !in.known && r.tooManyWrongTokens(w, req, d):
	case errors.As(err, &no):
		r.metrics.postbacks.WithLabelValues(in.outcome()).Inc()
		in.call.Reply = postback.Failure(no.reason)
		r.keepRefused(req.Context(), in)
		d.answer(w, no.status, in.call.Reply)
	default:
		r.metrics.postbacks.WithLabelValues("unavailable").Inc()
		r.log.Error("postback: not stored", "error", err)
		w.Header().Set("Retry-After", "5")
		d.answer(w, http.StatusServiceUnavailable, postback.Failure("the relay can't store conversions right now: send this call again"))
	}
}

func reply(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text) // a caller that hung up sends the call again
}

// receive reads the call as it came.
func (r *Relay) receive(w http.ResponseWriter, req *http.Request, path, token string, d door) (*incoming, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return nil, err
	}
	in := &incoming{query: req.URL.RawQuery, contentType: req.Header.Get("Content-Type"), caller: r.caller(req), owner: r.directory.only(), tokens: []string{token}, door: d}
	in.call = relayapi.PostbackCall{ID: id.String(), ReceivedAt: r.clock.Now().Truncate(time.Millisecond), Method: req.Method, Path: path}
	body, err := io.ReadAll(http.MaxBytesReader(w, req.Body, maxPostbackBody))
	in.body = string(body)
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return in, refusal{http.StatusRequestEntityTooLarge, "the body is longer than 64 KiB"}
	case err != nil:
		return in, refusal{http.StatusBadRequest, "the body broke off"}
	}
	return in, nil
}

// accept checks a call and makes its conversion durable.
func (r *Relay) accept(ctx context.Context, in *incoming, token string) error {
	given, unread := postback.Parse(in.query, in.contentType, []byte(in.body))
	params, err := given.Params()
	if unread == nil {
		unread = err
	}
	if secret := params["security_token"]; secret != "" {
		in.tokens = append(in.tokens, secret)
		if token == "" {
			token = secret
		}
	}
	shown, ok := r.directory.token(token)
	if ok {
		in.owner = shown.offer.workspace.ID
	}
	named := shown.offer
	switch {
	case ok:
		if err := in.opens(shown); err != nil {
			return err
		}
		in.known = true
	case unread != nil:
		return refusal{http.StatusBadRequest, unread.Error()}
	case token == "":
		return refusal{http.StatusUnauthorized, "the security_token is missing: copy the postback URL of the offer again"}
	default:
		return refusal{http.StatusUnauthorized, "the token is not valid: copy the postback URL of the offer again"}
	}
	report, err := r.read(&named.now().PublicOffer, in, given, params, unread)
	if err != nil {
		return err
	}
	conversion, err := r.conversion(ctx, named, report, in)
	if err != nil {
		return err
	}
	in.call.Accepted, in.call.Reply = true, postback.Success
	return r.committer.keep(ctx, &sale{workspace: in.owner, conversion: conversion, call: in.kept()})
}

// opens refuses a token that is not of this door.
func (in *incoming) opens(shown token) error {
	switch {
	case shown.purpose == oldToken:
		return refusal{http.StatusUnauthorized, "old token: it was replaced by another: copy the URL of the offer again"}
	case in.door.browser && shown.purpose == postbackToken:
		return refusal{http.StatusUnauthorized, "this is the offer's postback token, which is secret: take it out of the page, make a new one, and copy the code for pages"}
	case !in.door.browser && shown.purpose == tagToken:
		return refusal{http.StatusUnauthorized, "this is the token of the offer's pages, which is public: copy the postback URL of the offer"}
	case in.door.browser && !shown.offer.now().takesPages():
		return refusal{http.StatusForbidden, "this offer takes no reports from pages: choose JS or image pixel as its tracking protocol"}
	}
	return nil
}

// read takes the report out of a call, if the offer's rules let it in.
func (r *Relay) read(o *relayapi.PublicOffer, in *incoming, given postback.Given, params postback.Params, unread error) (report postback.Report, err error) {
	if in.door.browser {
		return readPage(params, unread)
	}
	preset := in.door.preset
	if preset == "" {
		preset = o.Preset
	}
	rules, err := postback.NewRules(preset, o.Postback)
	switch {
	case err != nil: // an offer of a newer relay
		return report, refusal{http.StatusBadRequest, "the offer's postback rules are not known to this relay: update the relay"}
	case !rules.Allows(in.caller):
		return report, refusal{http.StatusForbidden, "this address may not report conversions: add it to the networks of the offer"}
	case unread != nil:
		return report, refusal{http.StatusBadRequest, unread.Error()}
	}
	if err := rules.Verify(given, in.call.ReceivedAt); err != nil {
		return report, refusal{http.StatusUnauthorized, err.Error()}
	}
	if report, err = rules.Read(params); err != nil {
		return report, refusal{http.StatusBadRequest, err.Error()}
	}
	return report, nil
}

// conversion builds what the report says, of the click that it names. One
// postback URL may serve a whole account, so the offer is the click's own; the
// token's offer stands in when the link is not known here, and when a promo
// code stands for a click.
func (r *Relay) conversion(ctx context.Context, named *offer, report postback.Report, in *incoming) (c relayapi.ConversionBody, err error) {
	own := named
	clickID, parts, err := named.workspace.signer.Parse(report.ClickID)
	byPartner := named.now().Protocol == relayapi.ServerPostbackPid && report.MemberID != "" && !in.door.browser
	switch {
	case err == nil && parts.Preview():
		return c, refusal{http.StatusBadRequest, "this transaction id is of a preview of a link: nobody clicked"}
	case err == nil:
		if l, ok := r.links.findNumber(named.workspace.ID, parts.Link); ok {
			own = l.offer
		}
		c.ClickID, c.LinkNumber = string(clickID), parts.Link
		r.clicks.await(ctx, named.workspace.ID, clickID, parts.Time)
	case byPartner:
		if c.LinkNumber, err = r.partnerLink(ctx, named, report); err != nil {
			return c, err
		}
		c.MemberID = report.MemberID
	case report.PromoCode != "":
		c.PromoCode = report.PromoCode
	default:
		return c, refusal{http.StatusBadRequest, "unknown transaction id: send back the value of the sid that came with the click"}
	}
	if c.SaleAmount, c.Payout, err = report.Amounts(own.now().Currency); err != nil {
		return c, refusal{http.StatusBadRequest, err.Error()}
	}
	c.OfferID, c.OrderID, c.NetworkID, c.Status, c.Kind = own.id, report.OrderID, report.NetworkID, report.Status, string(report.Kind)
	c.ReceivedAt, c.PostbackID = in.call.ReceivedAt, in.call.ID
	if in.door.browser {
		c.Via = affiliate.ViaBrowser
	}
	c.ID = string(c.Report().ContentID(named.workspace.ID))
	return c, nil
}

// partnerLink is the link of the member that a report names. An order id keeps
// its sales apart, since no click does.
func (r *Relay) partnerLink(ctx context.Context, named *offer, report postback.Report) (int64, error) {
	if report.OrderID == "" {
		return 0, refusal{http.StatusBadRequest, "the order id is missing: a sale without a click needs one"}
	}
	unknown := refusal{http.StatusBadRequest, "unknown partner id: send back the member_id that came with the click"}
	if !idForm.MatchString(report.MemberID) {
		return 0, unknown
	}
	number, err := r.store.MemberLink(ctx, named.workspace.ID, named.id, report.MemberID)
	if errors.Is(err, ErrNotFound) {
		return 0, unknown
	}
	return number, err
}

// kept is the call as it is stored: without tokens and addresses, and short.
func (in *incoming) kept() relayapi.PostbackCall {
	call := in.call
	call.Query = postback.Redact(in.query, maxKeptText, in.tokens...)
	call.Body = postback.Redact(in.body, maxKeptText, in.tokens...)
	call.Reply = postback.Redact(call.Reply, maxKeptText, in.tokens...)
	return call
}

// keepRefused keeps a call that was refused. The answer is the same when that
// fails: nothing of it was promised.
func (r *Relay) keepRefused(ctx context.Context, in *incoming) {
	trim := !in.known && r.refused.Add(1)%64 == 0
	call := in.kept()
	err := r.committer.commit(ctx, func(tx Tx) error {
		if err := tx.PutPostbacks(in.owner, in.known, call); err != nil || !trim {
			return err
		}
		return tx.TrimUnknown(in.owner, keptUnknown)
	})
	if err != nil {
		r.log.Error("postback: a refused call was not kept", "error", err)
	}
}
