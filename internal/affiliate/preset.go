package affiliate

import (
	"net/url"
	"slices"
	"strings"
)

// PostbackField is a field of a report that a postback carries.
type PostbackField string

// The fields of postbacks. Their spelling stands in the relay's contract.
const (
	PostbackClickID   PostbackField = "click_id"
	PostbackSale      PostbackField = "sale_amount"
	PostbackPayout    PostbackField = "payout"
	PostbackOrderID   PostbackField = "order_id"
	PostbackNetworkID PostbackField = "network_id"
	PostbackCurrency  PostbackField = "currency"
	PostbackStatus    PostbackField = "status"
	PostbackKind      PostbackField = "kind"
	PostbackPromoCode PostbackField = "promo_code"
	PostbackMemberID  PostbackField = "member_id"
)

// PostbackFields lists the fields in the order in which people read them.
func PostbackFields() []PostbackField {
	return []PostbackField{PostbackClickID, PostbackSale, PostbackPayout, PostbackOrderID, PostbackNetworkID,
		PostbackCurrency, PostbackStatus, PostbackKind, PostbackPromoCode, PostbackMemberID}
}

// memberNames are the parameters that may carry the partner's id, whatever the
// network: the second and third are TUNE's.
var memberNames = []string{"member_id", "affiliate_id", "aff_id"}

// Parameters are the names that may carry a field.
func (p PostbackPreset) Parameters(field PostbackField) []string {
	if field == PostbackMemberID {
		return memberNames
	}
	return p.Names[field]
}

// PostbackPreset is how a network writes its postbacks.
type PostbackPreset struct {
	Name  string
	Label string
	// Names are the parameters that may carry a field, in lower case; the first
	// that holds a value counts, and the first of all stands in our URL.
	Names map[PostbackField][]string
	// Macros are what the network fills in; a field without one is not in the URL.
	Macros map[PostbackField]string
	// Minor says that amounts are whole cents.
	Minor bool
	// Kinds are the values of the kind parameter, and Statuses those of the
	// status, that mark something else than a sale; in lower case. Other
	// statuses mark nothing.
	Kinds, Statuses map[string]ReportKind
	// Negative is what a negative amount marks; empty where it marks nothing
	// and is refused.
	Negative ReportKind
	// Corrections says in words how the network marks them.
	Corrections string
}

// Names of presets that the program itself speaks of.
const (
	PresetCJ   = "cj"
	PresetTUNE = "tune"
)

// PostbackPresetNamed finds a preset.
func PostbackPresetNamed(name string) (PostbackPreset, bool) {
	i := slices.IndexFunc(presets, func(p PostbackPreset) bool { return p.Name == name })
	if i < 0 {
		return PostbackPreset{}, false
	}
	return presets[i], true
}

// PostbackPresets lists the presets, CJ's first.
func PostbackPresets() []PostbackPreset { return slices.Clone(presets) }

// Query is the query of a postback URL for the network to fill in, with own
// parameter names before the preset's. Macros stay as they are.
func (p PostbackPreset) Query(own map[PostbackField]string) string {
	var pairs []string
	for _, field := range PostbackFields() {
		macro, names := p.Macros[field], p.Parameters(field)
		name := own[field]
		if name == "" && len(names) > 0 {
			name = names[0]
		}
		if macro != "" && name != "" {
			pairs = append(pairs, url.QueryEscape(name)+"="+macro)
		}
	}
	return strings.Join(pairs, "&")
}

// plainKinds are the words of our own URL; networks that can send a text of
// the operator's choice use them.
var plainKinds = map[string]ReportKind{
	"sale": ReportSale, "lead": ReportSale, "conversion": ReportSale,
	"correction": ReportCorrection, "adjustment": ReportCorrection,
	"reversal": ReportReversal, "reversed": ReportReversal, "chargeback": ReportReversal, "refund": ReportReversal, "cancelled": ReportReversal,
	"restatement": ReportRestatement, "restated": ReportRestatement,
}

const plainCorrections = "A parameter kind with correction (the difference), reversal (all of it) or restatement (the new amounts)."

// presets are data: names, macros and words of each network, with their source.
var presets = []PostbackPreset{
	// CJ documents no names of its own: its account manager fills the places of
	// the URL that we publish (help.tune.com, "CJ Affiliate"). The integration
	// guide has Transaction ID, Sale Amount and Payout.
	{
		Name: PresetCJ, Label: "CJ Affiliate",
		Names: map[PostbackField][]string{
			PostbackClickID: {"transaction_id", "sid", "click_id", "shopper_id", "shopperid"}, PostbackSale: {"amount", "sale_amount"},
			PostbackPayout: {"payout", "commission", "revenue"}, PostbackOrderID: {"order_id", "oid", "adv_unique1"},
			PostbackNetworkID: {"network_id", "commission_id"}, PostbackCurrency: {"currency"}, PostbackStatus: {"status"},
			PostbackKind: {"kind"}, PostbackPromoCode: {"promo_code", "coupon", "coupon_code"},
		},
		Macros: map[PostbackField]string{PostbackClickID: "{transaction_id}", PostbackSale: "{sale_amount}", PostbackPayout: "{payout}"},
		Kinds:  plainKinds, Corrections: plainCorrections,
	},
	// support.tune.com 4413247665431, "Server Postback": the parameters of
	// aff_lsr, and status approved, pending or rejected. The macros are those of
	// TUNE's partner postbacks; aff_click_id is what the link handed over.
	{
		Name: PresetTUNE, Label: "TUNE (HasOffers)",
		Names: map[PostbackField][]string{
			PostbackClickID: {"transaction_id", "aff_click_id", "click_id", "sid"}, PostbackSale: {"amount", "sale_amount"},
			PostbackPayout: {"payout", "revenue", "commission"}, PostbackOrderID: {"adv_unique1", "order_id", "oid"},
			PostbackNetworkID: {"network_id", "commission_id"}, PostbackCurrency: {"currency"}, PostbackStatus: {"status"},
			PostbackKind: {"kind"}, PostbackPromoCode: {"promo_code", "coupon", "coupon_code"},
		},
		Macros:   map[PostbackField]string{PostbackClickID: "{aff_click_id}", PostbackSale: "{sale_amount}", PostbackPayout: "{payout}"},
		Kinds:    plainKinds,
		Statuses: map[string]ReportKind{"rejected": ReportReversal}, Corrections: "The status rejected takes a sale back.",
	},
	// developers.everflow.io and helpdesk.everflow.io 6173403, "A Guide to
	// Parameters and Macros": a partner's own click id travels as sub1. An event
	// of another name than the base conversion's is the partner's to choose.
	{
		Name: "everflow", Label: "Everflow",
		Names: map[PostbackField][]string{
			PostbackClickID: {"sub1", "click_id"}, PostbackSale: {"sale_amount", "amount"}, PostbackPayout: {"payout_amount", "payout", "revenue"},
			PostbackOrderID: {"order_id", "oid"}, PostbackNetworkID: {"conversion_id"}, PostbackCurrency: {"currency"},
			PostbackStatus: {"status", "conversion_status"}, PostbackKind: {"kind"}, PostbackPromoCode: {"coupon_code", "promo_code"},
		},
		Macros: map[PostbackField]string{PostbackClickID: "{sub1}", PostbackSale: "{sale_amount}", PostbackPayout: "{payout_amount}"},
		Kinds:  plainKinds, Corrections: plainCorrections,
	},
	// help.impact.com 155000000882 and the partner event notifications: an action
	// is told of when it is tracked, modified or reversed; Status is PENDING,
	// APPROVED or REVERSED and DeltaAmount the difference.
	{
		Name: "impact", Label: "impact.com",
		Names: map[PostbackField][]string{
			PostbackClickID: {"subid1", "click_id"}, PostbackSale: {"amount", "sale_amount"}, PostbackPayout: {"payout"},
			PostbackOrderID: {"oid", "order_id"}, PostbackNetworkID: {"action_id", "actionid"}, PostbackCurrency: {"currency"},
			PostbackStatus: {"status"}, PostbackKind: {"kind"}, PostbackPromoCode: {"promo_code"},
		},
		Macros: map[PostbackField]string{PostbackClickID: "{SubId1}", PostbackSale: "{Amount}", PostbackPayout: "{Payout}",
			PostbackNetworkID: "{ActionId}", PostbackCurrency: "{Currency}", PostbackStatus: "{Status}"},
		Kinds: plainKinds, Statuses: map[string]ReportKind{"reversed": ReportReversal},
		Corrections: "The status REVERSED takes a sale back. A modified action needs kind=restatement in the URL of that event.",
	},
	// developer.awin.com, "Request Types": placeholders of transaction
	// notifications, case-sensitive, between three exclamation marks.
	{
		Name: "awin", Label: "Awin",
		Names: map[PostbackField][]string{
			PostbackClickID: {"clickref", "click_id"}, PostbackSale: {"transactionamount", "amount"}, PostbackPayout: {"commission", "payout"},
			PostbackOrderID: {"orderref", "order_id"}, PostbackNetworkID: {"transactionid", "network_id"},
			PostbackCurrency: {"transactioncurrency", "currency"}, PostbackStatus: {"status"}, PostbackKind: {"kind"},
			PostbackPromoCode: {"vouchercode", "promo_code"},
		},
		Macros: map[PostbackField]string{PostbackClickID: "!!!clickRef!!!", PostbackSale: "!!!transactionAmount!!!", PostbackPayout: "!!!commission!!!",
			PostbackNetworkID: "!!!transactionId!!!", PostbackCurrency: "!!!transactionCurrency!!!"},
		Kinds: plainKinds, Corrections: "Awin notifies of new transactions only; its later changes come by statement.",
	},
	// docs.anytrack.io/affiliate-networks-integrations/shareasale and the macro
	// list at shortywp.com: the publisher postback that ShareASale sets up case
	// by case. transtype is sale or lead.
	{
		Name: "shareasale", Label: "ShareASale",
		Names: map[PostbackField][]string{
			PostbackClickID: {"afftrack", "click_id"}, PostbackSale: {"amountofsale", "amount"}, PostbackPayout: {"commission", "payout"},
			PostbackOrderID: {"ordernumber", "order_id"}, PostbackNetworkID: {"transid", "network_id"}, PostbackCurrency: {"currency"},
			PostbackStatus: {"status"}, PostbackKind: {"kind"}, PostbackPromoCode: {"promo_code", "coupon"},
		},
		Macros: map[PostbackField]string{PostbackClickID: "!!afftrack!!", PostbackSale: "!!amountOfSale!!", PostbackPayout: "!!commission!!",
			PostbackOrderID: "!!orderNumber!!", PostbackNetworkID: "!!transID!!"},
		Kinds: plainKinds, Corrections: "ShareASale notifies of new transactions only; its later changes come by statement.",
	},
	// pubhelp.rakutenadvertising.com 5949881570317, "Postback API": fields of the
	// Events API between angle brackets. A cancellation is an event of negative
	// amounts; each product of an order is an event of its own, so the
	// transaction id stands for the order's.
	{
		Name: "rakuten", Label: "Rakuten Advertising",
		Names: map[PostbackField][]string{
			PostbackClickID: {"u1", "click_id"}, PostbackSale: {"sale_amount", "amount"}, PostbackPayout: {"commissions", "payout"},
			PostbackOrderID: {"etransaction_id", "order_id"}, PostbackNetworkID: {"network_id"}, PostbackCurrency: {"currency"},
			PostbackStatus: {"status"}, PostbackKind: {"kind"}, PostbackPromoCode: {"coupon", "promo_code"},
		},
		Macros: map[PostbackField]string{PostbackClickID: "<u1>", PostbackSale: "<sale_amount>", PostbackPayout: "<commissions>",
			PostbackOrderID: "<etransaction_id>", PostbackCurrency: "<currency>"},
		Kinds: plainKinds, Negative: ReportCorrection, Corrections: "Negative amounts are differences.",
	},
	// Our own plain names, with the short ones that trackers know (Voluum's cid,
	// payout and txid: doc.voluum.com, "Postback URL").
	{
		Name: "generic", Label: "Another network", Names: plainNames, Macros: plainMacros,
		Kinds: plainKinds, Corrections: plainCorrections,
	},
	{
		Name: "generic_minor", Label: "Another network, amounts in cents", Names: plainNames, Macros: plainMacros,
		Minor: true, Kinds: plainKinds, Corrections: plainCorrections,
	},
}

var (
	plainNames = map[PostbackField][]string{
		PostbackClickID: {"click_id", "cid", "clickid", "transaction_id", "sid"}, PostbackSale: {"sale_amount", "amount"},
		PostbackPayout: {"payout", "commission", "revenue"}, PostbackOrderID: {"order_id", "oid", "txid"},
		PostbackNetworkID: {"network_id", "conversion_id"}, PostbackCurrency: {"currency"}, PostbackStatus: {"status"},
		PostbackKind: {"kind"}, PostbackPromoCode: {"promo_code", "coupon", "coupon_code"},
	}
	plainMacros = map[PostbackField]string{PostbackClickID: "{click_id}", PostbackSale: "{sale_amount}", PostbackPayout: "{payout}",
		PostbackOrderID: "{order_id}"}
)
