# Frames: what is to be confirmed
payment-frame = The policy pack “{ $pack }” is a frame with { $open } matters to be confirmed (such as: { $first ->
   *[other] { $first_en }
}); { $cases } cases are not priced. Ask the local insurance bureau and fill in the values with their source; the program sets none itself.
policy-open_whole = (the whole pack)
policy-open_matter = { $zh ->
   *[other] { $en }
}
table-policy_open = To be confirmed
column-open_matter = What is missing, and whom to ask
note-policy_open = A pack with matters to be confirmed is a frame: it shows the shape of the rules and prices nothing. Values nobody has seen in the original are left out, never taken as 1.
policy-frame = This is a frame: “{ $pack }” has { $open } matters to be confirmed (such as: { $first ->
   *[other] { $first_en }
}); chosen, it prices no case. Ask the local insurance bureau and fill them in.
error-pack_check = The policy pack “{ $pack }” did not pass; see the lines above. Mend them and check again.
