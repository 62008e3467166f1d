"""The pages of counselling and what a look at each leaves behind; how to read it stands in ``pages.py``."""

OF_COUNSELLING = """# --- Counselling
counselling:client_list               -                   client.exported(datei) client.searched(q) client.paged(after)
counselling:duplicate_list            -                            client.exported(datei) client.compared
counselling:client_merge              counselling.Client           viewed
counselling:merge_list                -                            clientmerge.exported(datei) clientmerge.listed
counselling:merge_undo                counselling.ClientMerge      -
counselling:client_tell_apart         counselling.Client           -
counselling:client_find               -                            client.searched(person)
counselling:client_create             -                            -
counselling:client_detail             counselling.Client           itself
counselling:client_trail              counselling.Client           client.trail_viewed
counselling:client_update             counselling.Client           viewed
counselling:assessment_list           counselling.Client           viewed
counselling:assessment_create         counselling.Client           -
counselling:plan_list                 counselling.Client           viewed
counselling:plan_create               counselling.Case             -
counselling:plan_detail               counselling.SupportPlan      viewed
counselling:plan_print                counselling.SupportPlan      viewed
counselling:plan_sign                 counselling.SupportPlan      -
counselling:plan_discard              counselling.SupportPlan      -
counselling:goal_create               counselling.SupportPlan      -
counselling:goal_update               counselling.Goal             viewed
counselling:goal_delete               counselling.Goal             -
counselling:goal_rate                 counselling.Goal             viewed
counselling:document_list             counselling.Client           viewed
counselling:document_create           counselling.Client           -
counselling:document_download         counselling.Document         viewed
counselling:document_delete           counselling.Document         viewed
counselling:household_detail          counselling.Client           viewed
counselling:household_member_create   counselling.Client           -
counselling:household_link            counselling.Client           client.searched(q)
counselling:household_member_update   counselling.Client           -
counselling:household_leave           counselling.Client           -
counselling:file_restrict             counselling.Client           viewed
counselling:file_release              counselling.Client           -
counselling:residence_record          counselling.Client           viewed
counselling:residence_delete          counselling.Client           -
counselling:case_create               counselling.Client           viewed
counselling:followup_create           counselling.Client           viewed
counselling:case_list                 -                            case.exported(datei) case.paged(after)
counselling:case_detail               counselling.Case             viewed
counselling:case_update               counselling.Case             viewed
counselling:case_close                counselling.Case             viewed
counselling:case_reopen               counselling.Case             viewed
counselling:case_assign               counselling.Case             viewed
counselling:followup_list             -                            followup.exported(datei) followup.paged(after)
counselling:followup_done             counselling.FollowUp         -
counselling:followup_move             -                            followup.listed
counselling:followup_move_undo        -                            -
counselling:deadline_list             -                            deadline.exported(datei) deadline.paged(after)
counselling:client_deadlines          counselling.Client           viewed
counselling:deadline_create           counselling.Client           viewed
counselling:deadline_finish           counselling.Deadline         -
counselling:deadline_move             counselling.Deadline         viewed
counselling:absence_handover          counselling.Absence          case.listed
counselling:followup_postpone         counselling.FollowUp         viewed
counselling:contact_create            -                            client.searched(search) itself
counselling:contact_list              -                            contact.exported(datei) contact.paged(after)
counselling:contact_undo              counselling.Contact          -
counselling:contact_correct           counselling.Contact          viewed
counselling:contact_attach            counselling.Contact          viewed
counselling:contact_detach            counselling.Contact          -
counselling:contact_adopt             counselling.Client           viewed
counselling:note_write                counselling.Contact          viewed
counselling:transparency_sheet        counselling.Client           client.values_told(full) client.sheet_made
counselling:file_sharing              counselling.Client           viewed
counselling:release_create            counselling.Client           viewed
counselling:release_print             counselling.ConfidentialityRelease viewed
counselling:release_sign              counselling.ConfidentialityRelease viewed
counselling:release_discard           counselling.ConfidentialityRelease -
counselling:release_withdraw          counselling.ConfidentialityRelease viewed
counselling:referral_inform           counselling.Client           viewed
counselling:referral_create           counselling.Client           viewed
counselling:referral_answer           counselling.Referral         viewed
counselling:referral_letter           counselling.Referral         viewed
counselling:referral_slip             counselling.Referral         viewed
counselling:disclosure_list           -                            disclosure.exported(datei) disclosure.listed
counselling:enquiry_list              -                            enquiry.exported(datei) enquiry.paged(after)
counselling:enquiry_record            -                            -
counselling:enquiry_detail            counselling.Enquiry          viewed
counselling:enquiry_claim             counselling.Enquiry          -
counselling:enquiry_release           counselling.Enquiry          -
counselling:enquiry_call              counselling.Enquiry          -
counselling:enquiry_answer            counselling.Enquiry          viewed
counselling:enquiry_close             counselling.Enquiry          -
counselling:enquiry_reopen            counselling.Enquiry          -
counselling:draft_keep                -                            -
counselling:draft_discard             counselling.Draft            -
counselling:file_disclose             counselling.Client           viewed
counselling:disclosure_withdraw       counselling.Disclosure       -
counselling:notes_open                counselling.Client           viewed

"""
