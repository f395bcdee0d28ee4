package store

func payoutsView() SQLView {
	return SQLView{Name: "payouts", About: "What members earned, and corrections of it: one row for each earning in the books.",
		Columns: []SQLColumn{
			{"payout_id", "Our id of the earning.", "earning.id"},
			{"day", "Day that it counts for (YYYY-MM-DD).", "earning.day"},
			{"member_id", "The member's id.", "earning.member_id"},
			{"member", "The member's name.", of(memberName, "earning.member_id")},
			{"offer_id", "Offer that it was earned with; NULL for bonuses and corrections by hand.", "nullif(payout.offer_id, '')"},
			{"offer", "The offer's name.", of(offerName, "payout.offer_id")},
			{"conversion_id", "The conversion that earned it; NULL for paid clicks and bonuses.", orNull("earning.conversion_id")},
			{"cause", "What earned it: conversion:…, clicks:…, adjustment:… or opening:….", "earning.cause"},
			{"currency", "Currency of amount_minor.", "earning.currency"},
			{"amount_minor", "What was earned, in the currency's smallest unit; negative when taken back.", "earning.amount_minor"},
			{"state", "pending (CJ has not locked the sale), due, sending (in a payment), paid, or void (replaced, and in no sum).",
				"CASE WHEN earning.state <> 'posted' THEN earning.state WHEN payment.state = 'paid' THEN 'paid' WHEN payment.id IS NOT NULL THEN 'sending' ELSE 'due' END"},
			{"payment_number", "Number of the payment that it is in; NULL without one.", "payment.number"},
			{"rule_id", "The payout rule that made it.", "nullif(earning.rule_id, '')"},
			{"rule_version", "Version of that rule.", "nullif(earning.rule_version, 0)"},
			{"explanation", "How it was worked out, in words.", "earning.explanation"},
		}, from: `main.earning LEFT JOIN main.payout ON payout.cause = earning.cause
			LEFT JOIN main.payment_line ON payment_line.earning_id = earning.id AND alive = 1
			LEFT JOIN main.payment ON payment.id = payment_line.payment_id`}
}

func paymentsView() SQLView {
	return SQLView{Name: "payments", About: "Payments to members: one row for each member in each payment. Where the money goes is in no view.",
		Columns: []SQLColumn{
			{"payment_number", "The payment's number.", "payment.number"},
			{"state", "intent, exported, paid, cancelled or refused.", "payment.state"},
			{"route", "How it is sent, such as csv.", "json_extract(payment.fields, '$.route')"},
			{"created_at", "When it was made, in UTC.", "json_extract(payment.fields, '$.created_at')"},
			{"paid_on", "Day on which it was paid.", "nullif(json_extract(payment.fields, '$.paid_on'), '')"},
			{"reference", "The payment's reference.", "nullif(json_extract(payment.fields, '$.reference'), '')"},
			{"member_id", "The member's id.", "json_extract(line.value, '$.member_id')"},
			{"member", "The member's name.", of(memberName, "json_extract(line.value, '$.member_id')")},
			{"currency", "Currency of amount_minor.", "json_extract(payment.fields, '$.currency')"},
			{"amount_minor", "What the member gets, in the currency's smallest unit.", "json_extract(line.value, '$.minor')"},
			{"payouts", "How many earnings it settles.", "json_array_length(line.value, '$.earnings')"},
		}, from: "main.payment, json_each(payment.fields, '$.lines') AS line"}
}

func transfersView() SQLView {
	return SQLView{Name: "transfers", About: "The books: each row moves an amount from one account to another. Rows are never changed, only reversed by further ones.",
		Columns: []SQLColumn{
			{"position", "Place in the books, from 1.", ""},
			{"transfer_id", "Our id of the transfer.", "id"},
			{"day", "Day that it counts for (YYYY-MM-DD).", "effective_on"},
			{"recorded_at", "When it was recorded, in UTC.", ""},
			{"debit_account", "Account that is debited.", "debit"},
			{"credit_account", "Account that is credited.", "credit"},
			{"currency", "Currency of amount_minor.", ""},
			{"amount_minor", "Amount in the currency's smallest unit, always positive.", "amount"},
			{"phase", "direct, pending, or the post or void of a pending one.", ""},
			{"pending_id", "Of a post or void: the pending transfer.", ""},
			{"cause", "What it is about, such as conversion:… or payment:….", ""},
			{"memo", "In words.", ""},
		}, from: "main.transfer"}
}

func commissionsView() SQLView {
	const field = "nullif(json_extract(row, '$.%s'), '')"
	return SQLView{Name: "cj_rows", About: "CJ's commission rows as they were pulled: originals, and corrections of them.",
		Columns: []SQLColumn{
			{"commission_id", "CJ's id of the row.", ""},
			{"action_id", "CJ's id of the action, which an original and its corrections share.", ""},
			{"conversion_id", "Our conversion of it.", "(SELECT id FROM main.conversion WHERE action_id <> '' AND action_id = cj_commission.action_id)"},
			{"original", "1 for the original, 0 for a correction.", ""},
			{"status", "CJ's status: new, extended, locked, closed or corrected.", ""},
			{"action_type", "CJ's type of the action.", of(field, "actionType")},
			{"event_at", "When the sale was.", of(field, "eventDate")},
			{"posted_at", "When CJ recorded the row.", orNull("posted_at")},
			{"locks_at", "When CJ locks it.", orNull("locks_at")},
			{"order_id", "The shop's order number.", of(field, "orderId")},
			{"sid", "The click id that CJ got with the click.", of(field, "shopperId")},
			{"pid", "Promotional property that the sale came by.", of(field, "websiteId")},
			{"advertiser_id", "CJ's id of the brand.", of(field, "advertiserId")},
			{"advertiser", "The brand's name at CJ.", of(field, "advertiserName")},
			{"coupon", "Promo code, as CJ has it.", of(field, "coupon")},
			{"country", "Customer's country, as CJ has it.", of(field, "country")},
			{"correction_reason", "Why CJ corrected it.", of(field, "correctionReason")},
			{"currency", "Currency of the amounts.", ""},
			{"sale_minor", "Sale amount in the currency's smallest unit.", ""},
			{"commission_minor", "What CJ pays for it, in the smallest unit.", ""},
			{"owed_minor", "Of that: what CJ has not paid yet.", ""},
		}, from: "main.cj_commission"}
}
